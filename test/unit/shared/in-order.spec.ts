import { describe, expect, it } from '@jest/globals';
import { InOrder } from '../../../src/shared/in-order.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('jobs in order', () => {
  it('runs the jobs of one key one after another, in the order given', async () => {
    const inOrder = new InOrder<string>();
    const seen: number[] = [];
    await Promise.all(
      [5, 1, 3].map((ms, index) =>
        inOrder.run('anna', async () => {
          await pause(ms);
          seen.push(index);
        }),
      ),
    );
    expect(seen).toEqual([0, 1, 2]);
    expect(inOrder.size).toBe(0);
  });

  it('runs different keys side by side', async () => {
    const inOrder = new InOrder<string>();
    const seen: string[] = [];
    const slow = inOrder.run('anna', async () => {
      await pause(20);
      seen.push('anna');
    });
    await inOrder.run('bo', async () => void seen.push('bo'));
    await slow;
    expect(seen).toEqual(['bo', 'anna']);
  });

  it('goes on after a job that fails', async () => {
    const inOrder = new InOrder<string>();
    const failing = inOrder.run('anna', () => Promise.reject(new Error('no')));
    const next = inOrder.run('anna', async () => 'fine');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('fine');
  });
});
