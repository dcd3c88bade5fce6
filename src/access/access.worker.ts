import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Jobs } from '../platform/jobs/jobs.service.ts';
import { SessionsService } from './sessions.service.ts';
import { SharesService, SWEEP } from './shares.service.ts';

/** Every minute, and when a link is known to end: tells of links that ended, forgets sessions that did. */
@Injectable()
export class AccessWorker implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly shares: SharesService,
    private readonly sessions: SessionsService,
  ) {}

  onModuleInit(): void {
    this.jobs.define(SWEEP, () => this.#sweep(new Date()));
    this.jobs.every(SWEEP, 60_000);
  }

  async #sweep(now: Date): Promise<void> {
    await this.shares.tellEnded(now);
    await this.sessions.forgetExpired(now);
  }
}
