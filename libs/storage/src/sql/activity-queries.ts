import type { EpochMs } from '@micrologs/domain';
import type { LastErrorQuery, LatestEventQuery, NewViewsQuery } from '../log-queries.ts';
import type { Question } from './question.ts';

/** How many of the rows stored last are looked at: late ones among them are not the latest. */
const LOOKED_AT = 100;

export function newViewsQuestion({ project, after, times }: NewViewsQuery): Question {
  return {
    text: `SELECT COUNT(CASE WHEN occurred_at >= ? AND occurred_at < ? THEN 1 END) AS pageviews,
        COALESCE((SELECT c.pageview FROM counters c WHERE c.project_id = ?), 0) AS last
      FROM pageviews WHERE project_id = ? AND number > ?`,
    parameters: [times.from, times.to, project, project, after],
  };
}

export function lastErrorQuestion({ project }: LastErrorQuery): Question {
  return {
    text: `SELECT COALESCE((SELECT value FROM sequences WHERE project_id = ? AND name = 'error_event'), 0) AS number`,
    parameters: [project],
  };
}

/** Each part reads the end of an index. Acts of this server are in the audit log as well, and are no events. */
const LATEST = `SELECT
  (SELECT MAX(occurred_at) FROM (SELECT occurred_at FROM pageviews WHERE project_id = ?
    ORDER BY number DESC LIMIT ${LOOKED_AT}) v) AS viewed,
  (SELECT MAX(last_seen) FROM error_groups WHERE project_id = ?) AS failed,
  (SELECT occurred_at FROM audit_entries WHERE project_id = ? AND source = 'client'
    ORDER BY occurred_at DESC LIMIT 1) AS entered,
  (SELECT MAX(occurred_at) FROM (SELECT occurred_at FROM clicks WHERE project_id = ?
    ORDER BY day DESC, number DESC LIMIT ${LOOKED_AT}) c) AS clicked`;

export function latestEventQuestion({ project }: LatestEventQuery): Question {
  return {
    text: LATEST,
    parameters: [project, project, project, project],
    read: (row) => {
      const times = Object.values(row).filter((at) => at !== null) as EpochMs[];
      return { at: times.length === 0 ? null : Math.max(...times) };
    },
  };
}
