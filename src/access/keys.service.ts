import { Injectable } from '@nestjs/common';
import { FactsService } from '../platform/facts/facts.service.ts';
import { Transactions } from '../platform/database/transactions.ts';
import { afterId, pageOf } from '../platform/http/paging.ts';
import { notFound } from '../shared/errors.ts';
import { hashSecret, newId, newSecret } from '../shared/ids.ts';
import type { PageOf } from '../shared/views.ts';
import { toCredentialView, type CredentialView, type NewKeyView } from './access.dto.ts';
import type { CredentialInput, ListQuery } from './access.input.ts';
import { AuditService } from './audit.service.ts';
import { ApiKey } from './credential.entity.ts';
import { seesStore, type Principal } from './principal.ts';
import { ofKey } from './principals.ts';
import { Subjects } from './subjects.ts';

/** How every API key begins, so that people and secret scanners know one. */
export const KEY_PREFIX = 'wl_';

/** API keys: how a shop's program proves which store it is. */
@Injectable()
export class KeysService {
  constructor(
    private readonly transactions: Transactions,
    private readonly facts: FactsService,
    private readonly audit: AuditService,
    private readonly subjects: Subjects,
  ) {}

  /** The key is shown in this answer and never again. */
  async issue(me: Principal, storeId: string, { name }: CredentialInput): Promise<NewKeyView> {
    if (!seesStore(me, storeId)) throw notFound('store');
    const key = KEY_PREFIX + newSecret();
    return this.transactions.run(async (em) => {
      await this.subjects.mustExist('store', storeId);
      const id = newId();
      em.create(ApiKey, { id, hash: hashSecret(key), storeId, name, createdAt: new Date(), revokedAt: null });
      await this.audit.note(me, 'key.issued', id);
      return { id, key };
    });
  }

  async list(me: Principal, storeId: string, { limit, cursor }: ListQuery): Promise<PageOf<CredentialView>> {
    if (!seesStore(me, storeId)) throw notFound('store');
    const after = afterId(cursor);
    const where = { storeId, revokedAt: null, ...(after && { id: { $lt: after } }) };
    const keys = await this.transactions.read((em) =>
      em.find(ApiKey, where, { orderBy: { id: 'desc' }, limit: limit + 1 }),
    );
    return pageOf(keys, limit, toCredentialView);
  }

  async revoke(me: Principal, id: string): Promise<void> {
    await this.transactions.run(async (em) => {
      const key = await em.findOne(ApiKey, { id, revokedAt: null });
      if (!key || !seesStore(me, key.storeId)) throw notFound('key');
      key.revokedAt = new Date();
      this.facts.record('access.ended', { principalKind: 'api_key', principalId: id });
      await this.audit.note(me, 'key.revoked', id);
    });
  }

  async principalOf(key: string): Promise<Principal | null> {
    const found = await this.transactions.read((em) =>
      em.findOne(ApiKey, { hash: hashSecret(key), revokedAt: null }),
    );
    return found && ofKey(found);
  }
}
