import { Injectable } from '@nestjs/common';
import { AccessService } from '../../access/access.service.ts';
import { RateLimits } from '../../access/rate-limits.ts';
import { DomainError, invalid } from '../../shared/errors.ts';
import { FixIntake } from './fix-intake.ts';
import type { DeviceMessage } from './protocols/message.ts';

/** The token of `Bearer x`, or the password of Basic. */
function secretOf(authorization: string | undefined): string | undefined {
  const [scheme, value = ''] = authorization?.split(' ') ?? [];
  if (scheme?.toLowerCase() === 'bearer') return value;
  if (scheme?.toLowerCase() !== 'basic') return undefined;
  return Buffer.from(value, 'base64').toString().split(':').slice(1).join(':');
}

/** Fixes of foreign protocols. A known device never gets an error for an odd fix: it would send it again for ever. */
@Injectable()
export class IngestService {
  constructor(
    private readonly access: AccessService,
    private readonly limits: RateLimits,
    private readonly intake: FixIntake,
  ) {}

  /** Throws invalid for what is no message of the protocol, not_found for an unknown device. */
  async take(message: DeviceMessage, authorization: string | undefined, source: string): Promise<void> {
    if (!message.ok)
      throw invalid('id', `This message can not be read: ${message.reason}.`, 'unreadable_message');
    const bearer = message.deviceToken ?? secretOf(authorization);
    const device = bearer ? await this.access.principalOf({ bearer }) : null;
    if (!device?.courierId) throw new DomainError('not_found', 'device_unknown', 'This device is not known.');
    await this.limits.spend(device);
    if (message.fixes.length > 0)
      await this.intake.submit({ courierId: device.courierId, fixes: message.fixes, source });
  }
}
