import type { EventChannel, ToldEvent } from '@micrologs/realtime';
import { type FeedKind, type FeedRows, isoUtc, type ToldAlert, type ToldStatusChange } from '@micrologs/storage';
import { exportRows } from '../export-rows.ts';

/** The facts that each channel tells of. */
export const KINDS = {
  pageviews: 'pageviews',
  errors: 'errors',
  links: 'clicks',
  audit: 'audits',
  alerts: 'alerts',
} as const satisfies Record<EventChannel, FeedKind>;

/**
 * How a fact of each kind is told: as the export of its kind writes it, or as a webhook has it, with its offset. Its check is
 * what another fact that is given the same number, after a backup was restored, would not have.
 */
export const toldAs: { [K in FeedKind]: (fact: FeedRows[K]) => ToldEvent } = {
  pageviews: (view) => told(view.number, view.occurredAt, exportRows.pageviews(view)),
  errors: (fact) => ('from' in fact ? toldChange(fact) : toldOccurrence(fact)),
  clicks: (click) => told(click.number, click.occurredAt, exportRows.clicks(click)),
  audits: (entry) => told(entry.sequence, entry.receivedAt, exportRows.audits(entry)),
  alerts: (alert) => told(alert.number, alert.createdAt, alertData(alert)),
};

function toldOccurrence(fact: Exclude<FeedRows['errors'], ToldStatusChange>): ToldEvent {
  return told(fact.number, fact.receivedAt, {
    kind: 'occurrence',
    effect: fact.effect,
    ...exportRows.errors(fact),
  });
}

function toldChange(fact: ToldStatusChange): ToldEvent {
  return told(fact.number, fact.at, {
    kind: 'status_change',
    id: fact.number,
    group_id: fact.group,
    from: fact.from,
    to: fact.to,
    actor: fact.actor,
    note: fact.note,
    occurred_at: new Date(fact.at).toISOString(),
    error_type: fact.errorType,
    message: fact.message,
    environment: fact.environment,
    severity: fact.severity,
  });
}

/** What the body of a webhook says, but for the project, and the id by which receivers know it. */
function alertData({ id, type, data, createdAt }: ToldAlert): object {
  return { id, type, timestamp: isoUtc(createdAt), data: JSON.parse(data) as Record<string, unknown> };
}

function told(offset: number, at: number, data: object): ToldEvent {
  return { offset, at, check: at.toString(36), text: JSON.stringify({ offset, ...data }) };
}
