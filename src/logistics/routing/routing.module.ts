import { Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../../config.ts';
import { Health, type Check } from '../../platform/health/health.ts';
import { Logs } from '../../platform/logs/logs.ts';
import { EmbeddedEngine } from './embedded-engine.ts';
import { Geocoder } from './geocoder.ts';
import { GraphHopperEngine } from './graphhopper-engine.ts';
import { RoutingService } from './routing.service.ts';
import { StreetsController } from './streets.controller.ts';
import { TilesController } from './tiles.controller.ts';

function embedded({ dataDir }: Config, logs: Logs): EmbeddedEngine {
  return new EmbeddedEngine({ dataDir, onProgress: (message) => logs.info('streets', message) });
}

function routing({ graphhopperUrl, graphhopperKey }: Config, streets: EmbeddedEngine): RoutingService {
  const primary = graphhopperUrl ? new GraphHopperEngine({ url: graphhopperUrl, key: graphhopperKey }) : null;
  return new RoutingService(primary, streets);
}

/** Ways, travel times and place names over real streets. */
@Module({
  controllers: [StreetsController, TilesController],
  providers: [
    { provide: EmbeddedEngine, useFactory: embedded, inject: [Config, Logs] },
    { provide: Geocoder, useExisting: EmbeddedEngine },
    { provide: RoutingService, useFactory: routing, inject: [Config, EmbeddedEngine] },
  ],
  exports: [RoutingService, Geocoder],
})
export class RoutingModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly service: RoutingService,
    private readonly streets: EmbeddedEngine,
    private readonly logs: Logs,
    health: Health,
  ) {
    health.register('routing', () => this.#check());
  }

  /** Loads the streets beside the start, not before it: building the demo city takes a second or two. */
  onApplicationBootstrap(): void {
    this.streets.about().catch((error: unknown) => this.logs.error('streets', 'cannot be loaded', error));
  }

  /** Last of all: requests still being answered need the streets. */
  onApplicationShutdown(): Promise<void> {
    return this.service.close();
  }

  async #check(): Promise<Check> {
    const { reason, degraded } = this.service.status();
    if (degraded) return { ok: false, optional: true, detail: reason };
    const { ok, detail } = await this.streets.health();
    return { ok, detail: `${reason}; ${detail}` };
  }
}
