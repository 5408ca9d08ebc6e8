import type { components } from '@micrologs/contract';
import { type ErrorEvent, formatDay, formatLocal, type IanaZone, isoLocal, NotFoundError } from '@micrologs/domain';
import { contextAnswer } from './context.ts';
import { errorGroupAnswer } from './error-group.ts';
import { pageLimit, pageOf } from './paging.ts';
import { defineReport } from './report.ts';

/** Changes of status that are shown. */
const TRANSITIONS = 100;

/** One error group: what it is, whatever the range, and its occurrences in the range. */
export const errorDetail = defineReport({
  operationId: 'getErrorDetail',
  message: 'Error detail fetched successfully',
  cursorWidth: 2,
  emptyRow: { occurrences: 0 },
  plan(scope) {
    const { days, query, after } = scope;
    const project = scope.project.id;
    const groups = [query.id];
    return {
      groups: { from: 'errorGroups', project, numbers: groups, limit: 1 },
      environments: { from: 'errorEnvironments', project, groups },
      total: { from: 'errorCounts', project, days, groups, by: [] },
      transitions: { from: 'errorTransitions', project, group: query.id, limit: TRANSITIONS },
      series: { from: 'errorCounts', project, days, groups, by: ['day'] },
      events: {
        from: 'errorEvents',
        project,
        group: query.id,
        days,
        after: after ? { occurredAt: after[0]!, number: after[1]! } : undefined,
        limit: pageLimit(scope),
      },
    };
  },
  answer({ groups: [group], environments, total: [total], transitions, series, events }, scope) {
    if (!group) throw new NotFoundError('Error group not found');
    const zone = scope.project.timeZone;
    const { rows, next_cursor } = pageOf(events, scope, ({ occurredAt, number }) => [occurredAt, number]);
    return {
      group: errorGroupAnswer(group, total, environments, zone),
      transitions: transitions.map(({ at, from, to, actor, reason, note }) => ({
        at: formatLocal(at, zone),
        at_iso: isoLocal(at, zone),
        from,
        to,
        actor,
        reason,
        note,
      })),
      over_time: series.map((row) => ({ date: formatDay(row.day), occurrences: row.occurrences })),
      events: rows.map((event) => eventAnswer(event, zone)),
      next_cursor,
      ...(scope.query.explain ? { explain: groupingAnswer(group.grouping) } : {}),
    };
  },
});

function eventAnswer(event: ErrorEvent, zone: IanaZone): components['schemas']['ErrorEvent'] {
  const { device, place } = event;
  return {
    id: event.number,
    message: event.message,
    stack_trace: event.stack,
    url: event.url,
    environment: event.environment,
    severity: event.severity,
    release: event.release || null,
    source: event.keyType === 'public' ? 'browser' : 'backend',
    context: contextAnswer(event.context),
    created_at: formatLocal(event.occurredAt, zone),
    created_at_iso: isoLocal(event.occurredAt, zone),
    device: { type: device?.deviceType ?? null, os: device?.os ?? null, browser: device?.browser ?? null },
    location: {
      country: place?.country || null,
      country_code: place?.countryCode || null,
      city: place?.city || null,
    },
  };
}

type Grouping = components['schemas']['ErrorGrouping'];

/** What its occurrences were found alike by, as it was written down with the group; null for imported groups. */
function groupingAnswer(stored: string): Grouping {
  if (stored === '') return null;
  const { version, method, parts, fingerprint } = JSON.parse(stored) as NonNullable<Grouping>;
  return {
    version,
    method,
    parts: parts.map(({ kind, value, counted, why }) => ({ kind, value, counted, why })),
    fingerprint,
  };
}
