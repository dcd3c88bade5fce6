// Builds the server and the pages into dist/, unless dist/ is newer than everything they are made of.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const STAMP = join(ROOT, 'dist/.built');
const SOURCES = ['src', 'client', 'migrations'];
const SETTINGS = [
  'package.json',
  'package-lock.json',
  'nest-cli.json',
  '.swcrc',
  'tsconfig.json',
  'vite.config.ts',
];

/** Folders count too: taking a file away changes them. */
function newest(path) {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isCurrent() {
  if (!existsSync(STAMP)) return false;
  const builtAt = statSync(STAMP).mtimeMs;
  return [...SOURCES, ...SETTINGS].every((path) => newest(join(ROOT, path)) < builtAt);
}

/** Says nothing unless it fails. */
function run(...command) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (text) => (said += text));
    child.stderr.on('data', (text) => (said += text));
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(said))));
  });
}

if (!isCurrent()) {
  const startedAt = new Date();
  const seconds = () => ((Date.now() - startedAt.getTime()) / 1000).toFixed(1).padStart(5);
  console.log(`  ${seconds()} s  building the server and the pages`);
  try {
    await Promise.all([
      run('node_modules/@nestjs/cli/bin/nest.js', 'build'),
      run('node_modules/vite/bin/vite.js', 'build'),
    ]);
  } catch (error) {
    console.error(`The build failed:\n${error.message}`);
    process.exit(1);
  }
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  // stamped with the start: what changed meanwhile is built next time
  writeFileSync(STAMP, startedAt.toISOString());
  utimesSync(STAMP, startedAt, startedAt);
  console.log(`  ${seconds()} s  built`);
}
