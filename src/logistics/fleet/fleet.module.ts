import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.ts';
import { Subjects } from '../../access/subjects.ts';
import { CouriersController } from './couriers.controller.ts';
import { CouriersService } from './couriers.service.ts';
import { FleetController } from './fleet.controller.ts';
import { FleetService } from './fleet.service.ts';
import { RosterService } from './roster.service.ts';
import { ShiftsService } from './shifts.service.ts';
import { SystemController } from './system.controller.ts';
import { StoresService } from './stores.service.ts';
import { VehiclesService } from './vehicles.service.ts';
import { ZonesService } from './zones.service.ts';

/** Zones, stores, vehicles, couriers and their shifts. */
@Module({
  imports: [AccessModule],
  controllers: [FleetController, CouriersController, SystemController],
  providers: [
    ZonesService,
    StoresService,
    VehiclesService,
    RosterService,
    CouriersService,
    ShiftsService,
    FleetService,
  ],
  exports: [FleetService, CouriersService, ShiftsService, StoresService, VehiclesService, ZonesService],
})
export class FleetModule {
  constructor(subjects: Subjects, stores: StoresService, couriers: CouriersService) {
    subjects.provide('store', (ids) => stores.known(ids));
    subjects.provide('courier', (ids) => couriers.known(ids));
  }
}
