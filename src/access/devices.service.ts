import { Injectable } from '@nestjs/common';
import { FactsService } from '../platform/facts/facts.service.ts';
import { Transactions } from '../platform/database/transactions.ts';
import { afterId, pageOf } from '../platform/http/paging.ts';
import { notFound } from '../shared/errors.ts';
import { hashSecret, newId, newSecret } from '../shared/ids.ts';
import type { PageOf } from '../shared/views.ts';
import { toCredentialView, type CredentialView, type NewDeviceView } from './access.dto.ts';
import type { CredentialInput, ListQuery } from './access.input.ts';
import { AuditService } from './audit.service.ts';
import { Device } from './credential.entity.ts';
import type { Principal } from './principal.ts';
import { ofDevice } from './principals.ts';
import { Remembered } from './remembered.ts';
import { Subjects } from './subjects.ts';

/** Device tokens: how a phone or tracker proves whose position it sends. Also serves as OsmAnd's device id. */
@Injectable()
export class DevicesService {
  /** Phones report every second or so; a revoked token ends at once in this process and within seconds in others. */
  readonly #known = new Remembered<Principal | null>(5_000);

  constructor(
    private readonly transactions: Transactions,
    private readonly facts: FactsService,
    private readonly audit: AuditService,
    private readonly subjects: Subjects,
  ) {}

  /** The token is shown in this answer and never again. */
  async issue(me: Principal, courierId: string, { name }: CredentialInput): Promise<NewDeviceView> {
    const token = newSecret();
    return this.transactions.run(async (em) => {
      await this.subjects.mustExist('courier', courierId);
      const id = newId();
      em.create(Device, {
        id,
        hash: hashSecret(token),
        courierId,
        name,
        createdAt: new Date(),
        revokedAt: null,
      });
      await this.audit.note(me, 'device.issued', id);
      return { id, token };
    });
  }

  async list(
    _me: Principal,
    courierId: string,
    { limit, cursor }: ListQuery,
  ): Promise<PageOf<CredentialView>> {
    await this.subjects.mustExist('courier', courierId);
    const after = afterId(cursor);
    const where = { courierId, revokedAt: null, ...(after && { id: { $lt: after } }) };
    const devices = await this.transactions.read((em) =>
      em.find(Device, where, { orderBy: { id: 'desc' }, limit: limit + 1 }),
    );
    return pageOf(devices, limit, toCredentialView);
  }

  async revoke(me: Principal, id: string): Promise<void> {
    await this.transactions.run(async (em) => {
      const device = await em.findOne(Device, { id, revokedAt: null });
      if (!device) throw notFound('device');
      device.revokedAt = new Date();
      this.facts.record('access.ended', { principalKind: 'device', principalId: id });
      await this.audit.note(me, 'device.revoked', id);
      this.transactions.afterCommit(() => this.#known.forgetAll());
    });
  }

  principalOf(token: string): Promise<Principal | null> {
    const hash = hashSecret(token);
    return this.#known.of(hash, () => this.#find(hash));
  }

  async #find(hash: string): Promise<Principal | null> {
    // Asked for every batch of fixes: plain SQL costs half of what loading an entity does.
    const [found] = await this.transactions.read((em) =>
      em.execute<Parameters<typeof ofDevice>[0][]>(
        'select id, name, courier_id as "courierId" from device where hash = ? and revoked_at is null',
        [hash],
      ),
    );
    return found ? ofDevice(found) : null;
  }
}
