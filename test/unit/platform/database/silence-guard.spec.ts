import { describe, expect, it } from '@jest/globals';
import { assertAnswered } from '../../../../src/platform/database/silence-guard.ts';

const nothing = { fields: [] };

describe('the guard against swallowed errors', () => {
  it.each([
    'select 1',
    '  with a as (select 1) select * from a',
    'update t set a = 1 returning a',
    '(select 1)',
  ])('is not content with no answer to: %s', (sql) =>
    expect(() => assertAnswered(sql, nothing)).toThrow(/swallowed an error/),
  );

  it.each([
    'update t set a = 1',
    'create table t (a int)',
    "update t set state = 'returning'",
    "create table t (state text check (state in ('returning', 'select')))",
  ])('expects no answer to: %s', (sql) => expect(() => assertAnswered(sql, nothing)).not.toThrow());
});
