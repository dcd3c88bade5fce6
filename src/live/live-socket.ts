import type { Server, Socket } from 'socket.io';
import type { Principal } from '../access/principal.ts';
import type { ClientToServer, Entry, ServerToClient } from '../shared/live.ts';
import type { PositionSignal } from '../platform/sockets/positions.ts';

/** What the processes tell each other. */
export interface BetweenServers {
  news: (entries: Entry[]) => void;
  position: (signal: PositionSignal) => void;
}
export interface SocketState {
  principal: Principal;
}
export type LiveServer = Server<ClientToServer, ServerToClient, BetweenServers, SocketState>;
export type LiveSocket = Socket<ClientToServer, ServerToClient, BetweenServers, SocketState>;

interface RawTransport {
  writable: boolean;
  socket?: { bufferedAmount?: number };
}

/** Whether the watcher's line takes more right now. */
export function isWritable(socket: LiveSocket): boolean {
  const transport = socket.conn.transport as unknown as RawTransport;
  return transport.writable && backlogBytes(socket) < 64_000;
}

/** What waits in this process for the watcher to read. */
export function backlogBytes(socket: LiveSocket): number {
  const transport = socket.conn.transport as unknown as RawTransport;
  const packets = (socket.conn as unknown as { writeBuffer: { data?: string }[] }).writeBuffer;
  let bytes = transport.socket?.bufferedAmount ?? 0;
  for (const packet of packets) bytes += packet.data?.length ?? 0;
  return bytes;
}
