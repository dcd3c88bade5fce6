import type { PGlite, Results, Transaction } from '@electric-sql/pglite';

const RETURNS_ROWS = /^\s*(\(|select\b|values\b|table\b|with\b[\s\S]*\bselect\b)|\breturning\b/i;

/** `'returning'` may be a word in the data. */
const withoutLiterals = (sql: string) => sql.replaceAll(/'[^']*'/g, "''");

/**
 * PGlite swallows exceptions that GEOS and PROJ throw: the statement answers nothing at all, without an error
 * (upstream issue 916). A statement that must describe rows but describes no column was swallowed.
 */
export function assertAnswered(sql: string, answer: Pick<Results, 'fields'> | undefined): void {
  if (answer && answer.fields.length === 0 && RETURNS_ROWS.test(withoutLiterals(sql))) {
    throw new Error(`The embedded database swallowed an error in: ${sql.slice(0, 200)}`);
  }
}

function guarded<T extends Pick<Transaction, 'query'>>(session: T): T {
  const query = session.query.bind(session);
  session.query = (async (sql: string, ...rest: unknown[]) => {
    const answer = await (query as (...args: unknown[]) => Promise<Results>)(sql, ...rest);
    assertAnswered(sql, answer);
    return answer;
  }) as T['query'];
  return session;
}

/** Turns silent empty answers of this instance, and of its transactions, into errors. */
export function guardSilence(pglite: PGlite): PGlite {
  const transaction = pglite.transaction.bind(pglite);
  pglite.transaction = ((job: (tx: Transaction) => Promise<unknown>) =>
    transaction((tx) => job(guarded(tx)))) as PGlite['transaction'];
  return guarded(pglite);
}
