import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Listeners } from '../platform/facts/listeners.ts';
import { Transactions } from '../platform/database/transactions.ts';
import { LiveWatchers } from './live-watchers.ts';

/** Rights that end close the sockets that were opened with them. */
@Injectable()
export class LiveListener implements OnModuleInit {
  constructor(
    private readonly listeners: Listeners,
    private readonly transactions: Transactions,
    private readonly watchers: LiveWatchers,
  ) {}

  onModuleInit(): void {
    this.listeners.on('share.ended', 'live.end_share', async ({ shareId }) => this.#end('share', shareId));
    this.listeners.on('access.ended', 'live.end_access', async ({ principalKind, principalId }) =>
      this.#end(principalKind, principalId),
    );
  }

  #end(kind: string, id: string): void {
    this.transactions.afterCommit(() => this.watchers.end(kind, id));
  }
}
