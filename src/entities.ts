import type { EntitySchema } from '@mikro-orm/core';
import { AccountSchema } from './access/account.entity.ts';
import { ApiKeySchema, DeviceSchema } from './access/credential.entity.ts';
import { SessionSchema } from './access/session.entity.ts';
import { ShareSchema } from './access/share.entity.ts';
import { CourierSchema } from './logistics/fleet/courier.entity.ts';
import { ShiftSchema } from './logistics/fleet/shift.entity.ts';
import { StoreSchema } from './logistics/fleet/store.entity.ts';
import { VehicleSchema } from './logistics/fleet/vehicle.entity.ts';
import { ZoneSchema } from './logistics/fleet/zone.entity.ts';

const access = [AccountSchema, SessionSchema, ApiKeySchema, DeviceSchema, ShareSchema];
const fleet = [ZoneSchema, StoreSchema, VehicleSchema, CourierSchema, ShiftSchema];

/** Every entity, by feature. */
export const entities: EntitySchema[] = [...access, ...fleet] as EntitySchema[];
