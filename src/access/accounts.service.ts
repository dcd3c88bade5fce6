import { Injectable } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { FactsService } from '../platform/facts/facts.service.ts';
import { Transactions } from '../platform/database/transactions.ts';
import { afterId, pageOf } from '../platform/http/paging.ts';
import { conflict, notFound } from '../shared/errors.ts';
import { newId } from '../shared/ids.ts';
import type { PageOf } from '../shared/views.ts';
import { toAccountView, type AccountView } from './access.dto.ts';
import type { AccountInput, ListQuery } from './access.input.ts';
import { Account } from './account.entity.ts';
import { AuditService } from './audit.service.ts';
import { hashPassword } from './passwords.ts';
import type { Principal } from './principal.ts';
import { Session } from './session.entity.ts';
import { Subjects } from './subjects.ts';

/** The people who sign in. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly facts: FactsService,
    private readonly audit: AuditService,
    private readonly subjects: Subjects,
  ) {}

  async create(me: Principal, input: AccountInput): Promise<AccountView> {
    const passwordHash = await hashPassword(input.password);
    return this.transactions.run(async (em) => {
      const storeIds = input.role === 'store' ? input.storeIds : null;
      const courierId = input.role === 'courier' ? input.courierId : null;
      if (storeIds) await this.subjects.mustBeKnown('store', storeIds, 'storeIds');
      if (courierId) await this.subjects.mustBeKnown('courier', [courierId], 'courierId');
      if (await em.findOne(Account, { email: input.email }))
        throw conflict('email_taken', 'There is an account with this e-mail address already.');
      const { name, email, role } = input;
      const account = em.create(Account, {
        id: newId(),
        name,
        email,
        role,
        storeIds,
        courierId,
        passwordHash,
        createdAt: new Date(),
        endedAt: null,
      });
      await em.flush();
      await this.audit.note(me, 'account.created', account.id);
      return toAccountView(account);
    });
  }

  /** A person to give things to. Throws not_found. */
  async named(id: string): Promise<{ id: string; name: string }> {
    const account = await this.transactions.read((em) => em.findOne(Account, { id, endedAt: null }));
    if (!account) throw notFound('account');
    return { id, name: account.name };
  }

  async list(_me: Principal, { limit, cursor }: ListQuery): Promise<PageOf<AccountView>> {
    const after = afterId(cursor);
    const where = { endedAt: null, ...(after && { id: { $lt: after } }) };
    const accounts = await this.transactions.read((em) =>
      em.find(Account, where, { orderBy: { id: 'desc' }, limit: limit + 1 }),
    );
    return pageOf(accounts, limit, toAccountView);
  }

  /** Ends an account and all its sessions. Nobody ends their own, so one administrator always stays. */
  async end(me: Principal, id: string): Promise<void> {
    if (me.id === id) throw conflict('own_account', 'Nobody can end their own account.');
    await this.transactions.run(async (em) => {
      const account = await em.findOne(Account, { id, endedAt: null });
      if (!account) throw notFound('account');
      account.endedAt = new Date();
      await endSessions(em, account);
      this.facts.record('access.ended', { principalKind: 'account', principalId: id });
      await this.audit.note(me, 'account.ended', id);
    });
  }
}

async function endSessions(em: SqlEntityManager, account: Account): Promise<void> {
  await em.nativeDelete(Session, { account });
}
