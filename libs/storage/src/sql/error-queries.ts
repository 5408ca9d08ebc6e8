import type { ErrorGroupEnvironment, ErrorTransition } from '@micrologs/domain';
import type {
  ErrorCounts,
  ErrorCountsQuery,
  ErrorDimension,
  ErrorEnvironmentsQuery,
  ErrorEventsQuery,
  ErrorGroupsQuery,
  ErrorSummaryQuery,
  ErrorTransitionsQuery,
  ErrorWindowQuery,
  LogQuery,
} from '../log-queries.ts';
import { anyOf } from './any-of.ts';
import type { SqlValue } from './connection.ts';
import { timesAround } from './days.ts';
import { EVENT_FIELDS, GROUP_FIELDS, readEvent, readGroup } from './error-rows.ts';
import type { Question } from './question.ts';

export function errorQuestion(query: Extract<LogQuery, { from: `error${string}` }>): Question {
  switch (query.from) {
    case 'errorGroups':
      return groupsQuestion(query);
    case 'errorSummary':
      return summaryQuestion(query);
    case 'errorCounts':
      return countsQuestion(query);
    case 'errorWindow':
      return windowQuestion(query);
    case 'errorEvents':
      return eventsQuestion(query);
    case 'errorEnvironments':
      return environmentsQuestion(query);
    case 'errorTransitions':
      return transitionsQuestion(query);
  }
}

/** Conditions that are all to hold, with their values in order. */
class Conditions {
  readonly #texts: string[] = [];
  readonly values: SqlValue[] = [];

  and(text: string, ...values: readonly SqlValue[]): this {
    this.#texts.push(text);
    this.values.push(...values);
    return this;
  }

  get text(): string {
    return this.#texts.join(' AND ');
  }
}

function groupsQuestion(query: ErrorGroupsQuery): Question {
  const { project, numbers, lastSeen, status, severity, environment, after, limit } = query;
  const where = new Conditions().and('g.project_id = ?', project);
  if (numbers) {
    const wanted = anyOf('g.number', numbers);
    where.and(wanted.text, ...wanted.values);
  }
  if (lastSeen) where.and('g.last_seen >= ? AND g.last_seen < ?', lastSeen.from, lastSeen.to);
  if (status !== undefined) where.and('g.status = ?', status);
  if (severity !== undefined) where.and('g.severity = ?', severity);
  if (environment !== undefined) {
    where.and(
      `EXISTS (SELECT 1 FROM error_group_environments v
        WHERE v.project_id = g.project_id AND v.group_number = g.number AND v.environment = ?)`,
      environment,
    );
  }
  if (after) {
    // The first of the two lets the index begin where the page does.
    where.and('g.last_seen <= ?', after.lastSeen);
    where.and('(g.last_seen < ? OR g.number < ?)', after.lastSeen, after.number);
  }
  return {
    text: `SELECT ${GROUP_FIELDS} FROM error_groups g WHERE ${where.text}
      ORDER BY g.last_seen DESC, g.number DESC LIMIT ?`,
    parameters: [...where.values, limit],
    read: readGroup,
  };
}

const SUMMED: readonly (readonly [column: string, value: string])[] = [
  ['status', 'open'],
  ['status', 'investigating'],
  ['status', 'resolved'],
  ['status', 'ignored'],
  ['severity', 'critical'],
  ['severity', 'error'],
  ['severity', 'warning'],
  ['severity', 'info'],
];

const SUMMARY = `SELECT COUNT(*) AS total, ${SUMMED.map(
  ([column, value]) => `COUNT(CASE WHEN ${column} = '${value}' THEN 1 END) AS ${value}`,
).join(', ')} FROM error_groups WHERE project_id = ? AND last_seen >= ? AND last_seen < ?`;

function summaryQuestion({ project, lastSeen }: ErrorSummaryQuery): Question {
  return { text: SUMMARY, parameters: [project, lastSeen.from, lastSeen.to] };
}

function countsQuestion({ project, days, groups, by, people, mostFirst, limit }: ErrorCountsQuery): Question {
  // Groups are looked up in their own index, which goes on by time; a sum in the place of the day keeps the engine from
  // walking through the days of all groups instead.
  const day = groups ? 'day + 0' : 'day';
  const where = new Conditions().and('project_id = ?', project).and(`${day} >= ? AND ${day} <= ?`, days.from, days.to);
  if (groups) {
    const wanted = anyOf('group_number', groups);
    const { from, to } = timesAround(days);
    where.and(wanted.text, ...wanted.values).and('occurred_at >= ? AND occurred_at <= ?', from, to);
  }
  const expressions: Record<ErrorDimension, string> = { day, group: 'group_number' };
  const dimensions = by.map((dimension) => expressions[dimension]);
  const order = [...(mostFirst ? ['occurrences DESC'] : []), ...dimensions];
  const text = [
    `SELECT ${by.map((dimension) => `${expressions[dimension]} AS by_${dimension}, `).join('')}COUNT(*) AS occurrences,`,
    `${by.includes('group') ? '1' : 'COUNT(DISTINCT group_number)'} AS groups_found,`,
    people === false
      ? '0 AS visitors, 0 AS sessions'
      : 'COUNT(DISTINCT visitor_hash) AS visitors, COUNT(DISTINCT session_hash) AS sessions',
    `FROM error_events WHERE ${where.text}`,
    by.length > 0 ? `GROUP BY ${dimensions.join(', ')} ORDER BY ${order.join(', ')}` : '',
    limit === undefined ? '' : 'LIMIT ?',
  ];
  return {
    text: text.filter((part) => part !== '').join(' '),
    parameters: [...where.values, ...(limit === undefined ? [] : [limit])],
    read: (row): ErrorCounts => ({
      day: (row.by_day ?? 0) as number,
      group: (row.by_group ?? 0) as number,
      occurrences: row.occurrences as number,
      groups: row.groups_found as number,
      visitors: row.visitors as number,
      sessions: row.sessions as number,
    }),
  };
}

/** Groups are found by when they occurred last, and each is counted in its own index: what lies outside is not read. */
function windowQuestion({ project, times, groups, environments, severities }: ErrorWindowQuery): Question {
  const oneOf = <V extends SqlValue>(where: Conditions, column: string, values: readonly V[] | undefined) => {
    if (!values) return;
    const wanted = anyOf(column, values);
    where.and(wanted.text, ...wanted.values);
  };
  const events = new Conditions()
    .and('e.project_id = g.project_id AND e.group_number = g.number')
    .and('e.occurred_at >= ? AND e.occurred_at < ?', times.from, times.to);
  oneOf(events, 'e.environment', environments);
  oneOf(events, 'e.severity', severities);
  const where = new Conditions().and('g.project_id = ? AND g.last_seen >= ?', project, times.from);
  oneOf(where, 'g.number', groups);
  return {
    text: `SELECT g.number AS group_number, (SELECT COUNT(*) FROM error_events e WHERE ${events.text}) AS occurrences
      FROM error_groups g WHERE ${where.text} ORDER BY g.number`,
    parameters: [...events.values, ...where.values],
    read: ({ group_number: group, occurrences }) => ({ group, occurrences }),
  };
}

function eventsQuestion({ project, group, days, after, limit }: ErrorEventsQuery): Question {
  const { from, to } = timesAround(days);
  const where = new Conditions()
    .and('e.project_id = ? AND e.group_number = ?', project, group)
    .and('e.occurred_at >= ? AND e.occurred_at <= ?', from, after ? Math.min(after.occurredAt, to) : to)
    .and('e.day >= ? AND e.day <= ?', days.from, days.to);
  if (after) where.and('(e.occurred_at < ? OR e.number < ?)', after.occurredAt, after.number);
  return {
    text: `SELECT ${EVENT_FIELDS} FROM error_events e WHERE ${where.text}
      ORDER BY e.occurred_at DESC, e.number DESC LIMIT ?`,
    parameters: [...where.values, limit],
    read: readEvent,
  };
}

function environmentsQuestion({ project, groups }: ErrorEnvironmentsQuery): Question {
  const wanted = anyOf('group_number', groups);
  return {
    text: `SELECT project_id, group_number, environment, occurrences, first_seen, last_seen
      FROM error_group_environments WHERE project_id = ? AND ${wanted.text}
      ORDER BY occurrences DESC, environment, group_number`,
    parameters: [project, ...wanted.values],
    read: (row) =>
      ({
        project: row.project_id,
        group: row.group_number,
        environment: row.environment,
        occurrences: row.occurrences,
        firstSeen: row.first_seen,
        lastSeen: row.last_seen,
      }) as ErrorGroupEnvironment,
  };
}

function transitionsQuestion({ project, group, limit }: ErrorTransitionsQuery): Question {
  return {
    text: `SELECT changed_at, actor, from_status, to_status, reason, note FROM error_transitions
      WHERE project_id = ? AND group_number = ? ORDER BY changed_at DESC, id DESC LIMIT ?`,
    parameters: [project, group, limit],
    read: (row) =>
      ({
        project,
        group,
        at: row.changed_at,
        actor: row.actor,
        from: row.from_status,
        to: row.to_status,
        reason: row.reason,
        note: row.note,
      }) as ErrorTransition,
  };
}
