import { defineConfig } from 'vite';

const page = (name: string) => `client/${name}/index.html`;

export default defineConfig({
  root: 'client',
  base: '/',
  // the package names only its UMD build
  resolve: { alias: [{ find: /^leaflet$/, replacement: 'leaflet/dist/leaflet-src.esm.js' }] },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2023',
    rollupOptions: {
      input: {
        'sign-in': page('sign-in'),
        track: page('track'),
        console: page('console'),
        courier: page('courier'),
        shop: page('shop'),
      },
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
