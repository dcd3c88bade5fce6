import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { FactsService } from '../platform/facts/facts.service.ts';
import { Logs } from '../platform/logs/logs.ts';
import { LiveWatchers } from './live-watchers.ts';

const EVERY_MS = 400;
/** Read again this long: processes' clocks differ, and a fact may be stored before it can be seen. */
const LOOK_BACK_MS = 10_000;

/**
 * Rights that end close the sockets that were opened with them, within a second. Every process reads the outbox itself:
 * this waits for no relay and no Redis, and also meets a socket that came in while its right was being ended.
 */
@Injectable()
export class EndedRights implements OnApplicationBootstrap, BeforeApplicationShutdown {
  #timer?: NodeJS.Timeout;
  #looking?: Promise<void>;

  constructor(
    private readonly facts: FactsService,
    private readonly watchers: LiveWatchers,
    private readonly logs: Logs,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => {
      if (this.watchers.count > 0) this.#looking ??= this.#look();
    }, EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  async #look(): Promise<void> {
    try {
      const since = new Date(Date.now() - LOOK_BACK_MS);
      const links = await this.facts.since('share.ended', since);
      const others = await this.facts.since('access.ended', since);
      const ended = [
        ...links.map(({ shareId }) => `share/${shareId}`),
        ...others.map(({ principalKind, principalId }) => `${principalKind}/${principalId}`),
      ];
      if (ended.length > 0) this.watchers.end(new Set(ended));
    } catch (error) {
      this.logs.error('live', 'The rights that ended could not be read', error);
    } finally {
      this.#looking = undefined;
    }
  }
}
