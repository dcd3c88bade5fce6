import { describe, expect, it } from '@jest/globals';
import { exchanger, newBoard } from '../../../../src/logistics/dispatch/solver-board.ts';
import { line } from './solver/line-problem.ts';

const problem = line({}, [
  { id: 'a', pickup: { place: 5 }, delivery: { place: 30 } },
  { id: 'b', job: { place: 12 } },
]);

describe('the board of threads on one problem', () => {
  it('gives back the best plan of another thread when it is better than the own one', () => {
    const board = newBoard(problem, 3);
    const [first, second, third] = [0, 1, 2].map((me) => exchanger(board, me, problem));
    expect(first!({ routes: [[0, 1]], vehicles: 1, unserved: 1, cost: 10 })).toBeUndefined();
    expect(second!({ routes: [[0, 2, 1]], vehicles: 1, unserved: 0, cost: 90 })).toBeUndefined();
    expect(third!({ routes: [[2, 0, 1]], vehicles: 1, unserved: 0, cost: 95 })).toEqual({
      routes: [[0, 2, 1]],
      vehicles: 1,
      unserved: 0,
      cost: 90,
    });
    expect(second!({ routes: [[0, 2, 1]], vehicles: 1, unserved: 0, cost: 90 })).toBeUndefined();
  });

  it('does not read a plan while it is being written', () => {
    const board = newBoard(problem, 2);
    exchanger(board, 0, problem)({ routes: [[0, 1, 2]], vehicles: 1, unserved: 0, cost: 1 });
    Atomics.add(board.slots[0]!.turn, 0, 1);
    expect(exchanger(board, 1, problem)({ routes: [[]], vehicles: 1, unserved: 9, cost: 0 })).toBeUndefined();
  });
});
