import { Injectable } from '@nestjs/common';
import { Transactions } from '../platform/database/transactions.ts';
import { DomainError } from '../shared/errors.ts';
import { hashSecret, newSecret } from '../shared/ids.ts';
import type { SetupInput } from './access.input.ts';
import { Account } from './account.entity.ts';
import { AccountsService } from './accounts.service.ts';
import { AuditService } from './audit.service.ts';
import { SYSTEM } from './principal.ts';
import { SessionsService, type Opened } from './sessions.service.ts';

/** The first administrator: made once, by whoever reads the server's start message. */
@Injectable()
export class SetupService {
  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: AccountsService,
    private readonly sessions: SessionsService,
    private readonly audit: AuditService,
  ) {}

  /** A new one-time code to print at the start while no account exists, else null. */
  async newToken(): Promise<string | null> {
    const token = newSecret(16);
    return this.transactions.run(async (em) => {
      if ((await em.count(Account)) > 0) return null;
      await em.execute('insert into setup_token (hash) values (?)', [hashSecret(token)]);
      return token;
    });
  }

  async complete({ token, ...person }: SetupInput): Promise<Opened> {
    return this.transactions.run(async (em) => {
      // Deleting locks the codes: of two at once the second finds none.
      const codes = await em.execute<{ hash: string }[]>('delete from setup_token returning hash');
      const right = codes.some(({ hash }) => hash === hashSecret(token));
      if (!right || (await em.count(Account)) > 0)
        throw new DomainError(
          'forbidden',
          'setup_refused',
          'This set-up code is not valid, or not any more.',
        );
      const account = await this.accounts.create(SYSTEM, { ...person, role: 'administrator' });
      await this.audit.note(SYSTEM, 'setup.done', account.id);
      return this.sessions.open(account.id, new Date());
    });
  }
}
