import type { ErrorEvent, ErrorGroup, ErrorGroupEnvironment } from '@micrologs/domain';
import type {
  ErrorCounts,
  ErrorCountsQuery,
  ErrorGroupsQuery,
  ErrorSummary,
  ErrorSummaryQuery,
} from '../log-queries.ts';

const distinct = (values: readonly (string | number)[]) => new Set(values.filter((value) => value !== '')).size;

/** What a `FactReader` must answer about error events, by going through them one by one. */
export function recountErrors(events: readonly ErrorEvent[], query: ErrorCountsQuery): ErrorCounts[] {
  const { project, days, groups, by, people, mostFirst, limit } = query;
  const heaps = new Map<string, ErrorEvent[]>();
  if (by.length === 0) heaps.set('', []);
  for (const event of events) {
    if (event.project !== project || event.day < days.from || event.day > days.to) continue;
    if (groups && !groups.includes(event.group)) continue;
    const key = by.map((dimension) => event[dimension]).join(' ');
    const heap = heaps.get(key);
    if (heap) heap.push(event);
    else heaps.set(key, [event]);
  }
  const rows = [...heaps.values()].map((heap) => ({
    day: by.includes('day') ? heap[0]!.day : 0,
    group: by.includes('group') ? heap[0]!.group : 0,
    occurrences: heap.length,
    groups: distinct(heap.map((event) => event.group)),
    visitors: people === false ? 0 : distinct(heap.map((event) => event.visitorHash)),
    sessions: people === false ? 0 : distinct(heap.map((event) => event.sessionHash)),
  }));
  rows.sort((a, b) => {
    if (mostFirst && a.occurrences !== b.occurrences) return b.occurrences - a.occurrences;
    for (const dimension of by) if (a[dimension] !== b[dimension]) return a[dimension] - b[dimension];
    return 0;
  });
  return rows.slice(0, limit);
}

/** The same for the list of groups. */
export function recountGroups(
  groups: readonly ErrorGroup[],
  environments: readonly ErrorGroupEnvironment[],
  query: ErrorGroupsQuery,
): ErrorGroup[] {
  const { project, numbers, lastSeen, status, severity, environment, after, limit } = query;
  return groups
    .filter((group) => group.project === project)
    .filter((group) => !numbers || numbers.includes(group.number))
    .filter((group) => !lastSeen || (group.lastSeen >= lastSeen.from && group.lastSeen < lastSeen.to))
    .filter((group) => status === undefined || group.status === status)
    .filter((group) => severity === undefined || group.severity === severity)
    .filter(
      (group) =>
        environment === undefined ||
        environments.some(
          (row) => row.project === project && row.group === group.number && row.environment === environment,
        ),
    )
    .filter(
      (group) =>
        !after || group.lastSeen < after.lastSeen || (group.lastSeen === after.lastSeen && group.number < after.number),
    )
    .sort((a, b) => b.lastSeen - a.lastSeen || b.number - a.number)
    .slice(0, limit);
}

export function recountSummary(groups: readonly ErrorGroup[], { project, lastSeen }: ErrorSummaryQuery): ErrorSummary {
  const own = recountGroups(groups, [], { from: 'errorGroups', project, lastSeen, limit: groups.length });
  const having = (values: Partial<ErrorGroup>) =>
    own.filter((group) => Object.entries(values).every(([name, value]) => group[name as keyof ErrorGroup] === value))
      .length;
  return {
    total: own.length,
    open: having({ status: 'open' }),
    investigating: having({ status: 'investigating' }),
    resolved: having({ status: 'resolved' }),
    ignored: having({ status: 'ignored' }),
    critical: having({ severity: 'critical' }),
    error: having({ severity: 'error' }),
    warning: having({ severity: 'warning' }),
    info: having({ severity: 'info' }),
  };
}
