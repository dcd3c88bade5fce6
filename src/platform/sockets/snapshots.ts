import { Injectable } from '@nestjs/common';
import type { Snapshots as Shapes, StreamKind } from '../../shared/live.ts';

type Provide<K extends StreamKind> = (id: string) => Promise<Shapes[K]>;

/** Who can tell the present state of which kind of stream. Features register; the live gateway asks. */
@Injectable()
export class Snapshots {
  readonly #providers = new Map<StreamKind, Provide<StreamKind>>();

  provide<K extends StreamKind>(kind: K, provider: Provide<K>): void {
    this.#providers.set(kind, provider as Provide<StreamKind>);
  }

  /** Throws DomainError not_found when there is no such object. */
  async take(kind: StreamKind, id: string): Promise<Shapes[StreamKind]> {
    const provider = this.#providers.get(kind);
    if (!provider) throw new Error(`Nobody provides the ${kind} stream.`);
    return provider(id);
  }
}
