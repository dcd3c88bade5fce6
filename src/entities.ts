import type { EntitySchema } from '@mikro-orm/core';
import { AccountSchema } from './access/account.entity.ts';
import { ApiKeySchema, DeviceSchema } from './access/credential.entity.ts';
import { SessionSchema } from './access/session.entity.ts';
import { ShareSchema } from './access/share.entity.ts';
import { ProductSchema } from './commerce/catalog/product.entity.ts';
import { OrderEventSchema } from './commerce/orders/order-event.entity.ts';
import { OrderSchema } from './commerce/orders/order.entity.ts';
import { DeliveryEventSchema } from './logistics/deliveries/delivery-event.entity.ts';
import { DeliverySchema, StopSchema } from './logistics/deliveries/delivery.entity.ts';
import { ProofSchema } from './logistics/deliveries/proof.entity.ts';
import { QuoteSchema } from './logistics/deliveries/quote.entity.ts';
import { CourierSchema } from './logistics/fleet/courier.entity.ts';
import { ShiftSchema } from './logistics/fleet/shift.entity.ts';
import { StoreSchema } from './logistics/fleet/store.entity.ts';
import { VehicleSchema } from './logistics/fleet/vehicle.entity.ts';
import { ZoneSchema } from './logistics/fleet/zone.entity.ts';
import { OfferSchema } from './logistics/dispatch/offer.entity.ts';
import { PlanSchema } from './logistics/dispatch/plan.entity.ts';
import { AlertSchema } from './logistics/alerts/alert.entity.ts';

const access = [AccountSchema, SessionSchema, ApiKeySchema, DeviceSchema, ShareSchema];
const fleet = [ZoneSchema, StoreSchema, VehicleSchema, CourierSchema, ShiftSchema];
const deliveries = [DeliverySchema, StopSchema, ProofSchema, DeliveryEventSchema, QuoteSchema];

/** Every entity, by feature. */
export const entities: EntitySchema[] = [
  ...access,
  ...fleet,
  ...deliveries,
  ProductSchema,
  OrderSchema,
  OrderEventSchema,
  OfferSchema,
  PlanSchema,
  AlertSchema,
] as EntitySchema[];
