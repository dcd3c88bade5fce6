import { Injectable } from '@nestjs/common';
import { DomainError, invalid } from '../shared/errors.ts';
import type { Cursor, JoinAnswer } from '../shared/live.ts';
import { Snapshots } from '../platform/sockets/snapshots.ts';
import { StreamsService } from '../platform/streams/streams.service.ts';
import type { LiveSocket } from './live-socket.ts';
import { hasExpired, mayJoin, nameOf, parseStream, type NamedStream } from './stream-access.rules.ts';

const MOST_STREAMS = 64;

/** Joining a stream without a hole: first the room, then the position, then the state. */
@Injectable()
export class StreamJoin {
  constructor(
    private readonly streams: StreamsService,
    private readonly snapshots: Snapshots,
  ) {}

  /** All that was missed since `cursor`, or a snapshot. Throws DomainError when the principal may not watch it. */
  async join(socket: LiveSocket, name: string, cursor: Cursor | undefined): Promise<JoinAnswer> {
    const stream = parseStream(name);
    if (!stream) throw invalid('stream', 'There is no such stream.');
    if (socket.rooms.size > MOST_STREAMS)
      throw new DomainError('overloaded', 'too_many_streams', 'This socket watches too much.');
    await this.#assertAllowed(socket, stream);
    await socket.join(nameOf(stream));
    try {
      return await this.#catchUp(stream, cursor);
    } catch (error) {
      await socket.leave(nameOf(stream));
      throw error;
    }
  }

  async #catchUp(stream: NamedStream, cursor: Cursor | undefined): Promise<JoinAnswer> {
    const name = nameOf(stream);
    const missed = cursor && (await this.streams.since(name, cursor));
    if (missed) return { ok: true, recovered: true, ...missed };
    const head = await this.streams.head(name);
    return {
      ok: true,
      recovered: false,
      cursor: head,
      snapshot: await this.snapshots.take(stream.kind, stream.id),
    };
  }

  /** A foreign stream looks like one that does not exist. */
  async #assertAllowed(socket: LiveSocket, stream: NamedStream): Promise<void> {
    const { principal } = socket.data;
    const answer = hasExpired(principal, new Date()) ? 'no' : mayJoin(principal, stream);
    if (answer === 'yes') return;
    if (answer === 'if_store') {
      const storeId = await this.snapshots.storeOf(stream.kind, stream.id);
      if (storeId && principal.storeIds?.includes(storeId)) return;
    }
    if (answer === 'if_owner') {
      const owner = await this.snapshots.ownerOf(stream.kind, stream.id);
      if (owner === `${principal.kind}/${principal.id}`) return;
    }
    throw new DomainError('not_found', 'stream_not_found', 'There is no such stream.');
  }
}
