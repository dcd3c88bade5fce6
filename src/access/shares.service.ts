import { Injectable } from '@nestjs/common';
import { Config } from '../config.ts';
import { FactsService } from '../platform/facts/facts.service.ts';
import { Transactions } from '../platform/database/transactions.ts';
import { Jobs } from '../platform/jobs/jobs.service.ts';
import { DomainError, notFound } from '../shared/errors.ts';
import { hashSecret, newId, newSecret } from '../shared/ids.ts';
import { AuditService } from './audit.service.ts';
import { seesStore, type Principal } from './principal.ts';
import { ofShare } from './principals.ts';
import { Share } from './share.entity.ts';

/** The job that tells of rights whose time is over. */
export const SWEEP = 'access.sweep';

export interface ShareWish {
  /** Names the stream: `order:<trackingId>`. */
  trackingId: string;
  storeId: string;
  expiresAt: Date;
}
export interface NewShare {
  id: string;
  token: string;
  url: string;
  expiresAt: string;
}

/** Customers' links: each shows one order's tracking until it expires or is revoked. */
@Injectable()
export class SharesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly facts: FactsService,
    private readonly audit: AuditService,
    private readonly jobs: Jobs,
    private readonly config: Config,
  ) {}

  /** A new link; its token is in this answer and never again. */
  async issue(me: Principal, { trackingId, storeId, expiresAt }: ShareWish): Promise<NewShare> {
    if (!seesStore(me, storeId)) throw notFound('delivery');
    const [id, token, createdAt] = [newId(), newSecret(), new Date()];
    const base = this.config.publicUrl ?? `http://localhost:${this.config.port}`;
    return this.transactions.run(async (em) => {
      const times = { createdAt, expiresAt, revokedAt: null, endedAt: null };
      em.create(Share, { id, hash: hashSecret(token), trackingId, storeId, ...times });
      await this.audit.note(me, 'share.issued', id);
      return { id, token, url: new URL(`/track/${token}`, base).href, expiresAt: expiresAt.toISOString() };
    });
  }

  async revoke(me: Principal, id: string): Promise<void> {
    await this.transactions.run(async (em) => {
      const share = await em.findOne(Share, { id, revokedAt: null });
      if (!share || !seesStore(me, share.storeId)) throw notFound('share');
      share.revokedAt = share.endedAt = new Date();
      this.facts.record('share.ended', { shareId: id, trackingId: share.trackingId, reason: 'revoked' });
      await this.audit.note(me, 'share.revoked', id);
    });
  }

  /** Lets every link to this order end at `at` at the latest, as when it is delivered. */
  async endBy(trackingId: string, at: Date, now = new Date()): Promise<void> {
    await this.transactions.run(async (em) => {
      const open = { trackingId, revokedAt: null, expiresAt: { $gt: at } };
      if ((await em.nativeUpdate(Share, open, { expiresAt: at })) === 0) return;
      const delay = Math.max(0, at.getTime() - now.getTime());
      this.transactions.afterCommit(() => this.jobs.post(SWEEP, {}, { delay }));
    });
  }

  /** Lets no link to this order end before `at`; what has ended stays so. */
  async keepUntil(trackingId: string, at: Date): Promise<void> {
    await this.transactions.run(async (em) => {
      const open = { trackingId, revokedAt: null, endedAt: null, expiresAt: { $lt: at, $gt: new Date() } };
      await em.nativeUpdate(Share, open, { expiresAt: at });
    });
  }

  /** Records `share.ended` for links whose time is over, once each. */
  async tellEnded(now: Date): Promise<void> {
    await this.transactions.run(async (em) => {
      const over = await em.execute<{ id: string; tracking_id: string }[]>(
        'update share set ended_at = ? where ended_at is null and expires_at <= ? returning id, tracking_id',
        [now, now],
      );
      for (const { id, tracking_id: trackingId } of over)
        this.facts.record('share.ended', { shareId: id, trackingId, reason: 'expired' });
    });
  }

  async principalOf(token: string, now = new Date()): Promise<Principal | null> {
    const share = await this.#find(token);
    return share && isOpen(share, now) ? ofShare(share) : null;
  }

  /** Throws not_found for a link that never was, gone for one that ended. */
  async watcher(token: string, now = new Date()): Promise<Principal> {
    const share = await this.#find(token);
    if (!share) throw notFound('link');
    if (!isOpen(share, now)) throw new DomainError('gone', 'link_ended', 'This link is not valid any more.');
    return ofShare(share);
  }

  #find(token: string): Promise<Share | null> {
    return this.transactions.read((em) => em.findOne(Share, { hash: hashSecret(token) }));
  }
}

function isOpen(share: Share, now: Date): boolean {
  return !share.revokedAt && now < share.expiresAt;
}
