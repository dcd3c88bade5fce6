import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from './access/access.module.ts';
import { FleetModule } from './logistics/fleet/fleet.module.ts';
import { PlatformModule, type Ground } from './platform/platform.module.ts';

/** The one list of features. */
@Module({})
export class AppModule {
  static of(ground: Ground): DynamicModule {
    return {
      module: AppModule,
      imports: [PlatformModule.of(ground), AccessModule, FleetModule],
    };
  }
}
