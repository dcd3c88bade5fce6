import { Injectable } from '@nestjs/common';
import { Transactions } from '../platform/database/transactions.ts';
import type { Principal } from './principal.ts';

export type AuditedAction =
  | 'setup.done'
  | 'session.started'
  | 'session.refused'
  | 'session.ended'
  | 'account.created'
  | 'account.ended'
  | 'key.issued'
  | 'key.revoked'
  | 'device.issued'
  | 'device.revoked'
  | 'shift.planned'
  | 'shift.changed'
  | 'shift.withdrawn'
  | 'share.issued'
  | 'share.revoked';

/** Who did what sensitive thing to what, and when. */
@Injectable()
export class AuditService {
  constructor(private readonly transactions: Transactions) {}

  /** Joins the open transaction: an action that did not happen leaves no line. */
  async note(
    by: Pick<Principal, 'kind' | 'id' | 'name'>,
    action: AuditedAction,
    subject: string,
  ): Promise<void> {
    await this.transactions.run((em) =>
      em.execute(
        'insert into audit (at, by_kind, by_id, by_name, action, subject) values (?, ?, ?, ?, ?, ?)',
        [new Date(), by.kind, by.id, by.name, action, subject],
      ),
    );
  }
}
