// The server as a process of its own, straight from its sources, so that a test can kill it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const READY_WITHIN_MS = 120_000;

/** @returns {Promise<number>} a port nobody listens on now */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Runs a source file of the project. */
export function runSource(file, args = [], env = {}) {
  const command = ['--import', './tools/ts-hook.mjs', file, ...args];
  const child = spawn(process.execPath, command, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.said = '';
  child.stdout.on('data', (text) => (child.said += text));
  child.stderr.on('data', (text) => (child.said += text));
  return child;
}

/** Starts the server and waits until it is ready; answers the process and how long that took. */
export async function startServer(env) {
  const startedAt = performance.now();
  const child = runSource('src/main.ts', [], env);
  while (!(await isReady(env.PORT))) {
    if (child.exitCode !== null || performance.now() - startedAt > READY_WITHIN_MS)
      throw new Error(`the server did not start:\n${child.said}`);
    await sleep(50);
  }
  return { child, ms: Math.round(performance.now() - startedAt) };
}

async function isReady(port) {
  try {
    return (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok;
  } catch {
    return false;
  }
}

/** Ends a process and waits for its end. */
export async function end(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
