import { defineConfig } from 'vite';

export default defineConfig({
  root: 'client',
  base: '/',
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2023',
    rollupOptions: {
      input: { track: 'client/track/index.html', console: 'client/console/index.html', courier: 'client/courier/index.html' },
    },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  server: {
    proxy: {
      '/api': 'http://127.0.0.1:3000',
      '/tiles': 'http://127.0.0.1:3000',
      '/live': { target: 'http://127.0.0.1:3000', ws: true },
    },
  },
});
