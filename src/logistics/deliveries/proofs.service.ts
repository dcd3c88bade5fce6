import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { seesStore, type Principal } from '../../access/principal.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { DomainError, invalid, notFound } from '../../shared/errors.ts';
import type { LonLat } from '../../shared/geo.ts';
import { newId } from '../../shared/ids.ts';
import type { ProofKind } from '../../shared/states.ts';
import type { Instant } from '../../shared/views.ts';
import { Delivery, type Stop } from './delivery.entity.ts';
import { Proof } from './proof.entity.ts';
import {
  isPin,
  missingProof,
  PIN_ATTEMPTS,
  readPicture,
  type Picture,
  type ProofGiven,
} from './proof.rules.ts';

export interface ProofView {
  id: string;
  kind: ProofKind;
  at: Instant;
  location: LonLat | null;
  /** Null for a PIN: there is nothing to look at. */
  url: string | null;
}

interface Taking {
  at: Date;
  position: LonLat | null;
}

/** What shows that the goods changed hands. */
@Injectable()
export class ProofsService {
  /** Wrong PINs per delivery that are counted but not yet written. */
  readonly #uncounted = new Map<string, number>();

  constructor(private readonly transactions: Transactions) {}

  /** Keeps what is given; refuses when a required kind is absent or the PIN is wrong. Join the completing transaction. */
  async take(
    em: SqlEntityManager,
    delivery: Delivery,
    stop: Stop,
    given: ProofGiven,
    how: Taking,
  ): Promise<void> {
    const taken = await em.find(Proof, { deliveryId: delivery.id });
    const [absent, ...others] = missingProof(
      delivery.proofRequired,
      given,
      taken.map(({ kind }) => kind),
    );
    if (absent) {
      const extra = { missing: [absent, ...others] };
      throw new DomainError('invalid', 'proof_required', `This delivery needs a ${absent} as proof.`, {
        field: `proof.${absent}`,
        extra,
      });
    }
    if (given.pin !== undefined && delivery.pin) this.#checkPin(delivery, given.pin);
    await this.keep(em, delivery, stop, given, how);
  }

  /** Keeps pictures and the PIN's hash with time and place, requiring nothing. */
  async keep(
    em: SqlEntityManager,
    delivery: Delivery,
    stop: Stop,
    given: ProofGiven,
    how: Taking,
  ): Promise<void> {
    for (const kind of ['photo', 'signature'] as const) {
      if (given[kind] === undefined) continue;
      const picture = readPicture(kind, given[kind]);
      if ('refused' in picture) throw invalid(`proof.${kind}`, picture.refused, 'proof_unreadable');
      this.#add(em, delivery, stop, kind, picture.bytes, picture.mediaType, how);
    }
    if (given.pin !== undefined && delivery.pin)
      this.#add(em, delivery, stop, 'pin', Buffer.from(given.pin), null, how);
  }

  async list(me: Principal, deliveryId: string): Promise<ProofView[]> {
    return this.transactions.read(async (em) => {
      const delivery = await em.findOne(Delivery, { id: deliveryId });
      if (!delivery || !seesStore(me, delivery.storeId)) throw notFound('delivery');
      const proofs = await em.find(Proof, { deliveryId }, { orderBy: { id: 'asc' } });
      return proofs.map(({ id, kind, takenAt, place, mediaType }) => ({
        id,
        kind,
        at: takenAt.toISOString(),
        location: place ?? null,
        url: mediaType ? `/api/v1/proofs/${id}` : null,
      }));
    });
  }

  async picture(me: Principal, id: string): Promise<Picture> {
    return this.transactions.read(async (em) => {
      const proof = await em.findOne(Proof, { id }, { populate: ['bytes'] });
      if (!proof?.bytes) throw notFound('proof');
      const delivery = await em.findOneOrFail(Delivery, { id: proof.deliveryId });
      if (!seesStore(me, delivery.storeId)) throw notFound('proof');
      return { mediaType: proof.mediaType as Picture['mediaType'], bytes: Buffer.from(proof.bytes) };
    });
  }

  /** The newest photo of what a customer's link shows; the caller has checked the link. Throws not_found. */
  async photoOf(trackingId: string): Promise<Picture> {
    return this.transactions.read(async (em) => {
      const delivery = await em.findOne(Delivery, { $or: [{ orderId: trackingId }, { id: trackingId }] });
      const proof =
        delivery &&
        (await em.findOne(
          Proof,
          { deliveryId: delivery.id, kind: 'photo' },
          { populate: ['bytes'], orderBy: { id: 'desc' } },
        ));
      if (!proof?.bytes) throw notFound('proof');
      return { mediaType: proof.mediaType as Picture['mediaType'], bytes: Buffer.from(proof.bytes) };
    });
  }

  #checkPin(delivery: Delivery, given: string): void {
    const attempts = delivery.pinAttempts + (this.#uncounted.get(delivery.id) ?? 0);
    if (attempts >= PIN_ATTEMPTS)
      throw new DomainError('conflict', 'pin_locked', 'The PIN was wrong too often. Call the dispatcher.');
    if (isPin(given, delivery.pin!)) return;
    this.#countWrongPin(delivery.id);
    const attemptsLeft = PIN_ATTEMPTS - attempts - 1;
    throw new DomainError('invalid', 'pin_wrong', 'This is not the PIN of this delivery.', {
      field: 'proof.pin',
      extra: { attemptsLeft },
    });
  }

  /** The refusal undoes its own transaction; the count must outlive it, and hold for guesses made meanwhile. */
  #countWrongPin(id: string): void {
    const shift = (by: number) => this.#uncounted.set(id, (this.#uncounted.get(id) ?? 0) + by);
    shift(1);
    this.transactions.afterRollback(async () => {
      const sql = 'update delivery set pin_attempts = pin_attempts + 1 where id = ?';
      await this.transactions.run((em) => em.execute(sql, [id]));
      if (shift(-1).get(id) === 0) this.#uncounted.delete(id);
    });
  }

  #add(
    em: SqlEntityManager,
    delivery: Delivery,
    stop: Stop,
    kind: ProofKind,
    bytes: Buffer,
    mediaType: string | null,
    how: Taking,
  ): void {
    em.create(Proof, {
      id: newId(),
      deliveryId: delivery.id,
      stopId: stop.id,
      kind,
      takenAt: how.at,
      place: how.position,
      mediaType,
      bytes: mediaType ? bytes : null,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
  }
}
