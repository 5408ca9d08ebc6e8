import type {
  Environment,
  EpochMs,
  ErrorEvent,
  ErrorGroup,
  ErrorStatus,
  KeyType,
  ProjectId,
  Severity,
} from '@micrologs/domain';
import type { ErrorGroupState } from '../error-store.ts';
import { hexToBytes } from './codec.ts';
import type { SqlValue } from './connection.ts';
import { ABSENT_DEVICE, ABSENT_PLACE, readDevice, readPlace } from './device-and-place.ts';
import type { Row } from './question.ts';

export const GROUP_COLUMNS = [
  'project_id',
  'number',
  'status',
  'severity',
  'environment',
  'occurrences',
  'reopened',
  'first_seen',
  'last_seen',
  'resolved_at',
  'first_release_at',
  'last_release_at',
  'first_release',
  'last_release',
  'line',
  'error_type',
  'file',
  'message',
  'found_by',
] as const;

/** The values of a group in the order of `GROUP_COLUMNS`. */
export function groupValues(group: ErrorGroupState): SqlValue[] {
  return [
    group.project,
    group.number,
    group.status,
    group.severity,
    group.environment,
    group.occurrences,
    group.reopened,
    group.firstSeen,
    group.lastSeen,
    group.resolvedAt,
    group.firstReleaseAt,
    group.lastReleaseAt,
    group.firstRelease,
    group.lastRelease,
    group.line,
    group.errorType,
    group.file,
    group.message,
    group.grouping,
  ];
}

/** A row of all `GROUP_COLUMNS`, in their order. */
export type GroupRecord = [
  project: ProjectId,
  number: number,
  status: ErrorStatus,
  severity: Severity,
  environment: Environment,
  occurrences: number,
  reopened: number,
  firstSeen: EpochMs,
  lastSeen: EpochMs,
  resolvedAt: EpochMs | null,
  firstReleaseAt: EpochMs | null,
  lastReleaseAt: EpochMs | null,
  firstRelease: string,
  lastRelease: string,
  line: number | null,
  errorType: string,
  file: string,
  message: string,
  grouping: string,
];

export function readGroupState(record: GroupRecord): ErrorGroupState {
  const [project, number, status, severity, environment, occurrences, reopened, firstSeen, lastSeen] = record;
  return {
    project,
    number,
    status,
    severity,
    environment,
    occurrences,
    reopened,
    firstSeen,
    lastSeen,
    resolvedAt: record[9],
    firstReleaseAt: record[10],
    lastReleaseAt: record[11],
    firstRelease: record[12],
    lastRelease: record[13],
    line: record[14],
    errorType: record[15],
    file: record[16],
    message: record[17],
    grouping: record[18],
  };
}

/** The columns of a group in a SELECT from `error_groups g`, as `readGroup` reads them. */
export const GROUP_FIELDS = [
  'g.project_id AS project',
  'g.number AS number',
  'g.error_type AS errorType',
  'g.message AS message',
  'g.file AS file',
  'g.line AS line',
  'g.severity AS severity',
  'g.environment AS environment',
  'g.status AS status',
  'g.occurrences AS occurrences',
  'g.reopened AS reopened',
  'g.first_seen AS firstSeen',
  'g.last_seen AS lastSeen',
  'g.first_release AS firstRelease',
  'g.last_release AS lastRelease',
  'g.found_by AS found_by',
].join(', ');

export function readGroup({ found_by: grouping, ...row }: Row): ErrorGroup {
  // `grouping` is a word of the language in some engines.
  return { ...row, grouping } as unknown as ErrorGroup;
}

export const EVENT_COLUMNS = [
  'project_id',
  'day',
  'number',
  'group_number',
  'occurred_at',
  'received_at',
  'visitor_hash',
  'session_hash',
  'event_id',
  'severity',
  'environment',
  'key_type',
  'app_release',
  'device_type',
  'os',
  'browser',
  'browser_version',
  'country',
  'country_code',
  'region',
  'city',
  'message',
  'url',
  'context',
  'stack',
  'effect',
] as const;

/** The values of an event in the order of `EVENT_COLUMNS`. */
export function eventValues(event: ErrorEvent): SqlValue[] {
  const device = event.device ?? ABSENT_DEVICE;
  const place = event.place ?? ABSENT_PLACE;
  return [
    event.project,
    event.day,
    event.number,
    event.group,
    event.occurredAt,
    event.receivedAt,
    // Null is left out where distinct ones are counted.
    event.visitorHash === '' ? null : hexToBytes(event.visitorHash),
    event.sessionHash === '' ? null : hexToBytes(event.sessionHash),
    event.eventId,
    event.severity,
    event.environment,
    event.keyType,
    event.release,
    device.deviceType,
    device.os,
    device.browser,
    device.browserVersion,
    place.country,
    place.countryCode,
    place.region,
    place.city,
    event.message,
    event.url,
    event.context,
    event.stack,
    event.effect ?? '',
  ];
}

/** The columns of an event in a SELECT from `error_events e`, as `readEvent` reads them. */
export const EVENT_FIELDS = EVENT_COLUMNS.map((column) =>
  // A null has no bytes to show, and engines differ in what they make of it.
  column.endsWith('_hash') ? `COALESCE(hex(e.${column}), '') AS ${column}` : `e.${column} AS ${column}`,
).join(', ');

export function readEvent(row: Row): ErrorEvent {
  const text = (column: (typeof EVENT_COLUMNS)[number]) => row[column] as string;
  const number = (column: (typeof EVENT_COLUMNS)[number]) => row[column] as number;
  return {
    project: number('project_id'),
    number: number('number'),
    group: number('group_number'),
    eventId: text('event_id'),
    occurredAt: number('occurred_at'),
    receivedAt: number('received_at'),
    day: number('day'),
    message: text('message'),
    stack: row.stack as string | null,
    url: text('url'),
    severity: text('severity') as Severity,
    environment: text('environment') as Environment,
    release: text('app_release'),
    context: row.context as string | null,
    keyType: text('key_type') as KeyType,
    visitorHash: text('visitor_hash').toLowerCase(),
    sessionHash: text('session_hash').toLowerCase(),
    device: row.device_type === '' ? null : readDevice(row),
    place: readPlace(row),
    effect: (row.effect || null) as ErrorEvent['effect'],
  };
}
