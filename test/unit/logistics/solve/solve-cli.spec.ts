import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { line } from './answer.ts';

const folder = mkdtempSync(join(tmpdir(), 'solve-'));
afterAll(() => rmSync(folder, { recursive: true }));

function solve(content: string, name: string, ...options: string[]) {
  const file = join(folder, name);
  writeFileSync(file, content);
  const cli = ['--import', './tools/ts-hook.mjs', 'src/logistics/solve/solve.cli.ts'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...cli, file, ...options], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('the command line', () => {
  const refused = (message: string) => ({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(new RegExp(`^solve: .*${message}.*\\n$`)),
  });

  it('says in one line what is wrong', () => {
    expect(solve('x', 'a.txt', '--fast')).toEqual(refused("'--fast'"));
    expect(solve('\n', 'empty.txt')).toEqual(refused('empty.txt is empty'));
    expect(solve('nothing of the kind\n', 'text.txt')).toEqual(
      refused('is not in the format li-lim, solomon'),
    );
  }, 30_000);

  it('keeps the objective of a VROOM file, unless another is given', () => {
    const vehicles = [1, 2].map((id) => ({ id, start_index: id, end_index: id }));
    const file = JSON.stringify({
      vehicles,
      jobs: [1, 2].map((id) => ({ id, location_index: id })),
      matrices: { car: { durations: line(0, 100, 200) } },
      objectives: [{ type: 'min', value: 'vehicles' }],
    });
    const count = (...options: string[]) =>
      JSON.parse(solve(file, 'two.json', '--iterations', '300', ...options).stdout).vehicles;
    expect([count(), count('--objective', 'distance')]).toEqual([1, 2]);
  }, 30_000);
});
