import { Injectable } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { AccountsService } from '../../access/accounts.service.ts';
import type { Principal } from '../../access/principal.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { assertVersion } from '../../platform/http/if-match.ts';
import { afterId, pageOf } from '../../platform/http/paging.ts';
import { conflict, notFound } from '../../shared/errors.ts';
import type { AlertView, PageOf } from '../../shared/views.ts';
import { Alert } from './alert.entity.ts';
import { STANDING } from './alert.lifecycle.ts';
import { AlertsService } from './alerts.service.ts';
import { toAlertView, type AlertsQuery } from './alerts.dto.ts';

/** What people do with alerts. */
@Injectable()
export class AlertDeskService {
  constructor(
    private readonly transactions: Transactions,
    private readonly alerts: AlertsService,
    private readonly accounts: AccountsService,
  ) {}

  async list(query: AlertsQuery): Promise<PageOf<AlertView>> {
    const after = afterId(query.cursor);
    const where = {
      ...(query.state === 'open' ? { state: { $in: STANDING } } : {}),
      ...(query.zoneId ? { zoneId: query.zoneId } : {}),
      ...(after ? { id: { $lt: after } } : {}),
    };
    const alerts = await this.transactions.read((em) =>
      em.find(Alert, where, { orderBy: { id: 'desc' }, limit: query.limit + 1 }),
    );
    return pageOf(alerts, query.limit, toAlertView);
  }

  acknowledge(me: Principal, id: string, expected?: number): Promise<AlertView> {
    return this.#change(id, expected, (alert) => {
      alert.moveTo('acknowledged');
      if (!alert.ownerId) this.#own(alert, me);
    });
  }

  /** Gives the alert to an account, by default to oneself. */
  async assign(me: Principal, id: string, accountId?: string, expected?: number): Promise<AlertView> {
    const owner = accountId ? await this.accounts.named(accountId) : me;
    return this.#change(id, expected, (alert) => {
      if (!STANDING.includes(alert.state)) throw conflict('alert_over', 'This alert is over.');
      if (alert.state === 'open' || alert.state === 'escalated') alert.moveTo('acknowledged');
      this.#own(alert, owner);
    });
  }

  snooze(me: Principal, id: string, minutes: number, expected?: number): Promise<AlertView> {
    return this.#change(id, expected, (alert) => {
      if (alert.state !== 'snoozed') alert.moveTo('snoozed');
      alert.snoozedUntil = new Date(Date.now() + minutes * 60_000);
      if (!alert.ownerId) this.#own(alert, me);
    });
  }

  resolve(me: Principal, id: string, reason: string, expected?: number): Promise<AlertView> {
    return this.#change(id, expected, (alert) => {
      if (!alert.ownerId) this.#own(alert, me);
      alert.resolve('person', reason, new Date());
    });
  }

  close(id: string, expected?: number): Promise<AlertView> {
    return this.#change(id, expected, (alert) => alert.moveTo('closed'));
  }

  #own(alert: Alert, owner: { id: string; name: string }): void {
    alert.ownerId = owner.id;
    alert.ownerName = owner.name;
  }

  async #change(
    id: string,
    expected: number | undefined,
    change: (alert: Alert) => void,
  ): Promise<AlertView> {
    return this.transactions.run(async (em: SqlEntityManager) => {
      const alert = await em.findOne(Alert, { id });
      if (!alert) throw notFound('alert');
      assertVersion(expected, alert.version);
      change(alert);
      return this.alerts.tell(em, alert);
    });
  }
}
