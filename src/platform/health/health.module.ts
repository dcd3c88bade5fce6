import { Global, Module } from '@nestjs/common';
import { Metrics } from '../metrics/metrics.ts';
import { HealthController } from './health.controller.ts';
import { Health } from './health.ts';

@Global()
@Module({ controllers: [HealthController], providers: [Health, Metrics], exports: [Health, Metrics] })
export class HealthModule {}
