import { Injectable } from '@nestjs/common';
import type { Principal } from '../../access/principal.ts';
import { DomainError } from '../../shared/errors.ts';
import type { FixResult } from '../../shared/live.ts';
import { isRefused, type ReadFix } from './fix.dto.ts';
import { FixIntake } from './fix-intake.ts';
import type { Fix } from './stages/fix.ts';

/** Fixes of couriers and their devices, stored before they are answered. */
@Injectable()
export class FixesService {
  constructor(private readonly intake: FixIntake) {}

  /** One result per fix in the order given; unreadable ones are `invalid` and cost the others nothing. */
  async take(me: Principal, read: readonly ReadFix[], source: string): Promise<FixResult[]> {
    if (!me.courierId)
      throw new DomainError('forbidden', 'no_courier', 'Only a courier or its device sends fixes.');
    const fixes = read.filter((one): one is Fix => !isRefused(one));
    const results =
      fixes.length > 0 ? await this.intake.submit({ courierId: me.courierId, fixes, source }) : [];
    const next = results.values();
    return read.map((one) => (isRefused(one) ? one : next.next().value!));
  }
}
