import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessController } from './access.controller.ts';
import { AccessGuard } from './access.guard.ts';
import { AccessService } from './access.service.ts';
import { AccessWorker } from './access.worker.ts';
import { AccountsService } from './accounts.service.ts';
import { AuditService } from './audit.service.ts';
import { CredentialsController } from './credentials.controller.ts';
import { DevicesService } from './devices.service.ts';
import { KeysService } from './keys.service.ts';
import { RateLimits } from './rate-limits.ts';
import { SessionsService } from './sessions.service.ts';
import { SetupService } from './setup.service.ts';
import { SharesService } from './shares.service.ts';
import { Subjects } from './subjects.ts';

/** Who you are and what your role may do. */
@Module({
  controllers: [AccessController, CredentialsController],
  providers: [
    AccessService,
    AccessWorker,
    AccountsService,
    AuditService,
    DevicesService,
    KeysService,
    RateLimits,
    SessionsService,
    SetupService,
    SharesService,
    Subjects,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [
    AccessService,
    AccountsService,
    AuditService,
    DevicesService,
    KeysService,
    RateLimits,
    SessionsService,
    SetupService,
    SharesService,
    Subjects,
  ],
})
export class AccessModule {}
