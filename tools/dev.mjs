// The server straight from its sources, restarted at every change, and the pages rebuilt beside it.
// `npm run dev`, or `npm run dev -- demo` for the demo city.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const cwd = fileURLToPath(new URL('..', import.meta.url));
// compiled once, not at every restart
const env = { ...process.env, NODE_COMPILE_CACHE: 'node_modules/.cache/node' };
const entry = process.argv[2] === 'demo' ? 'src/demo/demo.ts' : 'src/main.ts';
const server = [
  '--watch',
  '--watch-preserve-output',
  '--enable-source-maps',
  '--import',
  './tools/ts-hook.mjs',
  entry,
];
const pages = [
  'node_modules/vite/bin/vite.js',
  'build',
  '--watch',
  '--minify',
  'false',
  '--logLevel',
  'warn',
];
const children = [server, pages].map((command) =>
  spawn(process.execPath, command, { cwd, env, stdio: 'inherit' }),
);

function stop() {
  for (const child of children) child.kill('SIGTERM');
}
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
for (const child of children) child.on('exit', stop);
