import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { FactsService } from '../../platform/facts/facts.service.ts';
import { Transactions } from '../../platform/database/transactions.ts';
import { Snapshots } from '../../platform/sockets/snapshots.ts';
import { StreamsService } from '../../platform/streams/streams.service.ts';
import { newId } from '../../shared/ids.ts';
import type { AlertRule, Severity } from '../../shared/states.ts';
import type { AlertView } from '../../shared/views.ts';
import { Alert } from './alert.entity.ts';
import { STANDING } from './alert.lifecycle.ts';
import type { AlertDraft, Finding } from './alert.rules.ts';
import { toAlertView } from './alerts.dto.ts';

const RANK: Record<Severity, number> = { info: 0, warning: 1, critical: 2 };
/** A standing alert whose numbers move is told again at most this often, unless it got worse. */
const RETELL_MS = 60_000;
const SHOWN = 200;

/** Opens, worsens and clears alerts: at most one stands per rule and subject. */
@Injectable()
export class AlertsService implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly facts: FactsService,
    private readonly streams: StreamsService,
    private readonly snapshots: Snapshots,
  ) {}

  onModuleInit(): void {
    this.snapshots.provide('alerts', { take: async () => ({ alerts: await this.standing() }) });
  }

  /** The newest standing alerts. */
  async standing(): Promise<AlertView[]> {
    const alerts = await this.transactions.read((em) =>
      em.find(Alert, { state: { $in: STANDING } }, { orderBy: { openedAt: 'desc' }, limit: SHOWN }),
    );
    return alerts.map(toAlertView);
  }

  /** Every standing alert of these rules. */
  async standingOf(rules: AlertRule[]): Promise<{ rule: AlertRule; subjectId: string }[]> {
    return this.transactions.read((em) =>
      em.find(Alert, { rule: { $in: rules }, state: { $in: STANDING } }, { orderBy: { id: 'asc' } }),
    );
  }

  /** Acts on what a rule found; `label` names the subject for people. */
  async consider(finding: Finding, label: string, now: Date): Promise<void> {
    if (finding === null) return;
    if ('raise' in finding) await this.#raise(finding.raise, label, now);
    else await this.clear(finding.clear.rule, finding.clear.subjectId, finding.clear.evidence, now);
  }

  /** Resolves the standing alert of this rule and subject, if there is one, with the evidence. */
  async clear(
    rule: AlertRule,
    subjectId: string,
    evidence: Record<string, unknown>,
    now: Date,
  ): Promise<void> {
    await this.transactions.run(async (em) => {
      const alert = await this.#lockStanding(em, rule, subjectId);
      if (!alert) return;
      alert.evidence = { ...alert.evidence, cleared: evidence };
      alert.resolve('system', 'cleared', now);
      this.facts.record('alert.resolved', { alertId: alert.id, rule, zoneId: alert.zoneId ?? null });
      await this.tell(em, alert);
    });
  }

  /** Writes a changed alert and tells everybody who handles alerts. */
  async tell(em: SqlEntityManager, alert: Alert): Promise<AlertView> {
    await em.flush();
    const view = toAlertView(alert);
    this.streams.tell('alerts', { kind: 'alert', alert: view });
    return view;
  }

  async #raise(draft: AlertDraft, label: string, now: Date): Promise<void> {
    await this.transactions.run(async (em) => {
      const standing = await this.#lockStanding(em, draft.rule, draft.subject.id);
      if (standing) await this.#seeAgain(em, standing, draft, now);
      else await this.#open(em, draft, label, now);
    });
  }

  async #open(em: SqlEntityManager, draft: AlertDraft, label: string, now: Date): Promise<void> {
    const { rule, subject, zoneId, severity, message, evidence } = draft;
    const alert = em.create(Alert, {
      id: newId(),
      version: 1,
      rule,
      subjectType: subject.type,
      subjectId: subject.id,
      subjectLabel: label,
      zoneId,
      severity,
      state: 'open',
      message,
      evidence,
      openedAt: now,
      lastSeenAt: now,
      count: 1,
    });
    this.facts.record('alert.opened', { alertId: alert.id, rule, zoneId });
    await this.tell(em, alert);
  }

  async #seeAgain(em: SqlEntityManager, alert: Alert, draft: AlertDraft, now: Date): Promise<void> {
    const worse = RANK[draft.severity] > RANK[alert.severity];
    if (!worse && now.getTime() - alert.lastSeenAt.getTime() < RETELL_MS) return;
    if (worse) alert.severity = draft.severity;
    Object.assign(alert, {
      message: draft.message,
      evidence: draft.evidence,
      lastSeenAt: now,
      count: alert.count + 1,
    });
    await this.tell(em, alert);
  }

  async #lockStanding(em: SqlEntityManager, rule: AlertRule, subjectId: string): Promise<Alert | null> {
    await em.execute('select pg_advisory_xact_lock(hashtext(?))', [`alert/${rule}/${subjectId}`]);
    return em.findOne(Alert, { rule, subjectId, state: { $in: STANDING } }, { refresh: true });
  }
}
