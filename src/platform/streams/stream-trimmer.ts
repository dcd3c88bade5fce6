import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Jobs } from '../jobs/jobs.service.ts';
import { StreamsService } from './streams.service.ts';

const EVERY_MS = 3_600_000;
const KEPT_MS = 24 * 3_600_000;

/** Lets go of news nobody can have missed and still want one by one. */
@Injectable()
export class StreamTrimmer implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly streams: StreamsService,
  ) {}

  onModuleInit(): void {
    this.jobs.define('streams.trim', () => this.streams.trim(new Date(Date.now() - KEPT_MS)));
    this.jobs.every('streams.trim', EVERY_MS);
  }
}
