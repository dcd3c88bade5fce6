import { Injectable } from '@nestjs/common';
import { FactsService } from '../platform/facts/facts.service.ts';
import { Transactions } from '../platform/database/transactions.ts';
import { DomainError } from '../shared/errors.ts';
import { hashSecret, newId, newSecret } from '../shared/ids.ts';
import type { SignInInput } from './access.input.ts';
import { Account } from './account.entity.ts';
import { AuditService } from './audit.service.ts';
import { isPassword } from './passwords.ts';
import type { Principal } from './principal.ts';
import { ofAccount } from './principals.ts';
import { RateLimits } from './rate-limits.ts';
import { Session } from './session.entity.ts';

const DAY_MS = 86_400_000;
const LASTS_MS = 30 * DAY_MS;

export interface Opened {
  secret: string;
  principal: Principal;
}

/** Signing in and out. A session lasts 30 days after its last day of use; only the hash of its secret is kept. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly facts: FactsService,
    private readonly audit: AuditService,
    private readonly limits: RateLimits,
  ) {}

  /** Throws unauthenticated without telling whether the address or the password was wrong. */
  async signIn({ email, password }: SignInInput, address: string): Promise<Opened> {
    await this.limits.spendSignIn(address, email);
    const account = await this.transactions.read((em) => em.findOne(Account, { email, endedAt: null }));
    if (!(await isPassword(account?.passwordHash ?? null, password)) || !account) {
      if (account) await this.audit.note(ofAccount(account, null), 'session.refused', address);
      throw new DomainError('unauthenticated', 'wrong_credentials', 'E-mail address or password is wrong.');
    }
    await this.limits.forgiveSignIn(email);
    return this.open(account.id, new Date());
  }

  async open(accountId: string, now: Date): Promise<Opened> {
    const secret = newSecret();
    return this.transactions.run(async (em) => {
      const account = await em.findOneOrFail(Account, { id: accountId, endedAt: null });
      const expiresAt = new Date(now.getTime() + LASTS_MS);
      em.create(Session, { id: newId(), hash: hashSecret(secret), account, createdAt: now, expiresAt });
      await em.flush();
      const principal = ofAccount(account, expiresAt);
      await this.audit.note(principal, 'session.started', account.id);
      return { secret, principal };
    });
  }

  /** Whose session it is; using it a day or more after its last use prolongs it. */
  async principalOf(secret: string, now = new Date()): Promise<Principal | null> {
    const hash = hashSecret(secret);
    const found = await this.transactions.read((em) =>
      em.findOne(Session, { hash, expiresAt: { $gt: now } }, { populate: ['account'] }),
    );
    if (!found || found.account.endedAt) return null;
    const until = new Date(now.getTime() + LASTS_MS);
    if (until.getTime() - found.expiresAt.getTime() < DAY_MS)
      return ofAccount(found.account, found.expiresAt);
    await this.transactions.run((em) => em.nativeUpdate(Session, { hash }, { expiresAt: until }));
    return ofAccount(found.account, until);
  }

  /** Signs out here: the session ends, and every open socket of the account must show itself again. */
  async end(me: Principal, secret: string | undefined): Promise<void> {
    if (!secret) return;
    await this.transactions.run(async (em) => {
      const ended = await em.nativeDelete(Session, { hash: hashSecret(secret) });
      if (ended === 0) return;
      this.facts.record('access.ended', { principalKind: 'account', principalId: me.id });
      await this.audit.note(me, 'session.ended', me.id);
    });
  }

  async forgetExpired(now: Date): Promise<void> {
    await this.transactions.run((em) => em.nativeDelete(Session, { expiresAt: { $lte: now } }));
  }
}
