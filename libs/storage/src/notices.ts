import {
  type AuditEntry,
  type EpochMs,
  type ErrorGroup,
  type ErrorTransition,
  HOUR_MS,
  type Link,
  meetsTrigger,
  type WebhookEndpoint,
  type WebhookTrigger,
  type WebhookTriggerType,
} from '@micrologs/domain';
import type { DeadLetter } from './dead-letter-store.ts';
import type { NewWebhookEvent } from './webhook-store.ts';

/** Triggers of one type. */
export type TriggerOf<T extends WebhookTriggerType> = WebhookTrigger & { type: T };

export function triggersOf<T extends WebhookTriggerType>({ triggers }: WebhookEndpoint, type: T): TriggerOf<T>[] {
  return triggers.filter((trigger): trigger is TriggerOf<T> => trigger.type === type);
}

/** Something that happened, before it is known who is told. */
interface News {
  type: WebhookTriggerType;
  /** Tells it from everything else of its type in the project, however often it is stored, and whoever is told of it. */
  key: string | number;
  at: EpochMs;
  /** `summary` is one line for people; what else triggers filter by stands at the top. */
  data: { summary: string; [name: string]: unknown };
}

/** The event for the outbox, where the project has a trigger that asks for it; who is told is settled when it is dispatched. */
function told(endpoints: readonly WebhookEndpoint[], { type, key, at, data }: News): NewWebhookEvent[] {
  const asking = endpoints.find(({ triggers }) => triggers.some((trigger) => meetsTrigger({ type, data }, trigger)));
  if (!asking) return [];
  const { project } = asking;
  return [{ project, endpoint: null, type, data: JSON.stringify(data), dedupeKey: `${type} ${key}`, createdAt: at }];
}

/** The event for one endpoint alone, since its own trigger decided that there is something to tell. */
export function eventOf({ project, id }: WebhookEndpoint, { type, key, at, data }: News): NewWebhookEvent {
  return {
    project,
    endpoint: id,
    type,
    data: JSON.stringify(data),
    dedupeKey: `${type} ${id} ${key}`,
    alertKey: `${type} ${key}`,
    createdAt: at,
  };
}

type ToldGroup = Omit<ErrorGroup, 'grouping'>;

/** A group that is like no other before. @param at when its first occurrence was received */
export function createdGroup(endpoints: readonly WebhookEndpoint[], group: ToldGroup, at: EpochMs): NewWebhookEvent[] {
  const data = { summary: `New error in ${group.environment}: ${titleOf(group)}`, ...groupData(group) };
  return told(endpoints, { type: 'error_group.created', key: group.number, at, data });
}

/** Whether a fault that was done with is open again. */
export function isReopening({ from, to }: Pick<ErrorTransition, 'from' | 'to'>): boolean {
  return to === 'open' && (from === 'resolved' || from === 'ignored');
}

/** A group that was resolved or ignored and is open again, by an occurrence or by somebody. */
export function reopenedGroup(
  endpoints: readonly WebhookEndpoint[],
  group: ToldGroup,
  { from, at, actor, reason, note }: ErrorTransition,
): NewWebhookEvent[] {
  const how = reason === 'regression' ? 'occurred again' : 'was opened again';
  const summary = `An error that was ${from} ${how} in ${group.environment}: ${titleOf(group)}`;
  const data = { summary, ...groupData(group), was: from, reason, actor, note };
  return told(endpoints, { type: 'error_group.reopened', key: `${group.number} ${at}`, at, data });
}

/** What a person calls a group. */
export function titleOf({ errorType, message }: Pick<ErrorGroup, 'errorType' | 'message'>): string {
  return errorType === '' ? message : `${errorType}: ${message}`;
}

/** A group as receivers get it. */
export function groupData(group: ToldGroup): object {
  return {
    group_id: group.number,
    error_type: group.errorType,
    message: group.message,
    file: group.file,
    line: group.line,
    severity: group.severity,
    environment: group.environment,
    status: group.status,
    occurrences: group.occurrences,
    first_seen: isoUtc(group.firstSeen),
    last_seen: isoUtc(group.lastSeen),
    release: group.lastRelease,
  };
}

/** Every trigger whose count, or a multiple of it, the clicks of a link have reached. */
export function passedMilestones(
  endpoints: readonly WebhookEndpoint[],
  { id, code, label }: Pick<Link, 'id' | 'code' | 'label'>,
  clicks: { before: number; after: number },
  at: EpochMs,
): NewWebhookEvent[] {
  return endpoints.flatMap((endpoint) =>
    triggersOf(endpoint, 'link.milestone').flatMap(({ codes, count: every }) => {
      // Of several that one batch passed, the last one tells all.
      const passed = clicks.after - (clicks.after % every);
      if (passed <= clicks.before || (codes.length > 0 && !codes.includes(code))) return [];
      const summary = `The link ${code} has reached ${passed} clicks`;
      const key = `${id} ${every} ${passed}`;
      return eventOf(endpoint, {
        type: 'link.milestone',
        key,
        at,
        data: { summary, code, label, clicks: passed, every },
      });
    }),
  );
}

export function matchedEntry(endpoints: readonly WebhookEndpoint[], entry: AuditEntry): NewWebhookEvent[] {
  const { sequence, action, actor, source, eventId, occurredAt } = entry;
  const data = {
    summary: actor === '' ? action : `${action} by ${actor}`,
    action,
    actor,
    source,
    key_type: entry.keyType,
    sequence,
    event_id: eventId,
    occurred_at: isoUtc(occurredAt),
  };
  return told(endpoints, { type: 'audit.matched', key: sequence, at: entry.receivedAt, data });
}

/**
 * Events of one project that could not be stored; told of once in an hour of the clock.
 * @param letters at least one
 */
export function addedDeadLetters(
  endpoints: readonly WebhookEndpoint[],
  letters: readonly DeadLetter[],
  at: EpochMs,
): NewWebhookEvent[] {
  const count = letters.length;
  // Why, and what they hold, is the operator's to see.
  const kinds = [...new Set(letters.map(({ kind }) => kind))].sort();
  const summary = `${count === 1 ? 'An event' : `${count} events`} could not be stored (${kinds.join(', ')})`;
  const key = Math.floor(at / HOUR_MS);
  return told(endpoints, { type: 'dead_letters.added', key, at, data: { summary, count, kinds } });
}

/** ISO 8601 in UTC, with milliseconds. */
export function isoUtc(at: EpochMs): string {
  return new Date(at).toISOString();
}
