import { defineEntity, p } from '@mikro-orm/core';
import { PointType } from '../../platform/database/point.type.ts';
import type { LonLat } from '../../shared/geo.ts';
import type { ProofKind } from '../../shared/states.ts';

export const ProofSchema = defineEntity({
  name: 'Proof',
  properties: {
    id: p.uuid().primary(),
    deliveryId: p.uuid(),
    stopId: p.uuid(),
    kind: p.string().$type<ProofKind>(),
    takenAt: p.datetime(),
    place: p.type(PointType).$type<LonLat>().nullable(),
    mediaType: p.string().nullable(),
    /** Read only when the picture itself is asked for. */
    bytes: p.blob().nullable().lazy(),
    /** Hex, of the bytes or of the PIN. */
    sha256: p.string(),
  },
});

/** What proves that goods changed hands; never changed afterwards. */
export class Proof extends ProofSchema.class {}
ProofSchema.setClass(Proof);
