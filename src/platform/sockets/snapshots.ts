import { Injectable } from '@nestjs/common';
import type { Snapshots as Shapes, StreamKind } from '../../shared/live.ts';

interface Provider<K extends StreamKind> {
  /** The present state; throws DomainError not_found when there is no such object. */
  take: (id: string) => Promise<Shapes[K]>;
  /** The store whose people may watch it besides the office; null when there is no such object. */
  storeOf?: (id: string) => Promise<string | null>;
  /** Who alone may watch it, as `kind/id` of a principal; null when there is no such object. */
  ownerOf?: (id: string) => Promise<string | null>;
}

/** Who can tell the present state of which kind of stream. Features register; the live gateway asks. */
@Injectable()
export class Snapshots {
  readonly #providers = new Map<StreamKind, Provider<StreamKind>>();

  provide<K extends StreamKind>(kind: K, provider: Provider<K>): void {
    this.#providers.set(kind, provider as Provider<StreamKind>);
  }

  take(kind: StreamKind, id: string): Promise<Shapes[StreamKind]> {
    return this.#of(kind).take(id);
  }

  async storeOf(kind: StreamKind, id: string): Promise<string | null> {
    return (await this.#of(kind).storeOf?.(id)) ?? null;
  }

  async ownerOf(kind: StreamKind, id: string): Promise<string | null> {
    return (await this.#of(kind).ownerOf?.(id)) ?? null;
  }

  #of(kind: StreamKind): Provider<StreamKind> {
    const provider = this.#providers.get(kind);
    if (!provider) throw new Error(`Nobody provides the ${kind} stream.`);
    return provider;
  }
}
