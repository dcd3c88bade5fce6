import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

interface Outcome {
  kills: number;
  commands: number;
  fixes: number;
  lost: { commands: object[]; fixes: object[] };
}

it('keeps every acknowledged fix and command through kill -9 in the middle of work', async () => {
  const rounds = ['test/support/kill-rounds.mjs', '--rounds', '2', '--seconds', '2'];
  const { stdout } = await promisify(execFile)(process.execPath, rounds, { timeout: 380_000 }).catch(
    (failed: { stdout: string; stderr: string }) => {
      if (failed.stdout) return failed;
      throw new Error(failed.stderr);
    },
  );
  const outcome = JSON.parse(stdout) as Outcome;
  expect(outcome.lost).toEqual({ commands: [], fixes: [] });
  expect(outcome.kills).toBe(2);
  expect(outcome.commands).toBeGreaterThanOrEqual(10);
  expect(outcome.fixes).toBeGreaterThanOrEqual(10);
}, 400_000);
