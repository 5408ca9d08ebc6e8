import { insertInto, type SqlDialect, selectByKey } from './connection.ts';
import { errorStatements } from './error-statements.ts';
import { PAGEVIEW_COLUMNS } from './pageview-rows.ts';
import { READ_SEQUENCE, writeSequence } from './sequences.ts';
import { SESSION_COLUMNS, SESSION_FIELDS } from './session-rows.ts';
import { VISITOR_COLUMNS, VISITOR_FIELDS } from './visitor-rows.ts';

/**
 * The statements of the ingest path: text constants, so that a row costs binding and running and nothing else. Values are
 * bound and rows read by `ingest-transaction.ts`, or by the file from which a table's columns come.
 */
export function ingestStatements(dialect: SqlDialect) {
  const { onConflict } = dialect;
  return {
    readPositions: selectByKey('SELECT position FROM consumed_positions', ['source', 'partition_id']),
    writePosition: insertInto(
      'consumed_positions',
      ['source', 'partition_id', 'position'],
      onConflict(['source', 'partition_id'], { position: 'replace' }),
    ),

    findEventIds: selectByKey('SELECT pageview FROM event_ids', ['project_id', 'kind', 'id']),
    addEventIds: insertInto('event_ids', ['project_id', 'kind', 'id', 'pageview', 'received_at']),

    findVisitors: selectByKey(`SELECT ${VISITOR_FIELDS} FROM visitors v`, ['project_id', 'hash']),
    findAliases: selectByKey(
      `SELECT ${VISITOR_FIELDS} FROM visitor_aliases a
       JOIN visitors v ON v.project_id = a.project_id AND v.number = a.number`,
      ['a.project_id', 'a.hash'],
    ),
    findByFingerprint: selectByKey(`SELECT ${VISITOR_FIELDS} FROM visitors v`, ['project_id', 'fingerprint_hash'], {
      and: `number = (SELECT MIN(o.number) FROM visitors o
          WHERE o.project_id = v.project_id AND o.fingerprint_hash = v.fingerprint_hash)`,
      index: 'visitors_fingerprint',
    }),
    addVisitors: insertInto('visitors', VISITOR_COLUMNS),
    addAliases: insertInto('visitor_aliases', ['project_id', 'hash', 'number']),
    updateVisitor:
      'UPDATE visitors SET first_seen = ?, first_day = ?, last_seen = ? WHERE project_id = ? AND number = ?',
    fillFingerprint:
      'UPDATE visitors SET fingerprint_hash = ? WHERE project_id = ? AND number = ? AND fingerprint_hash IS NULL',

    readCounters: selectByKey('SELECT visitor, session, pageview FROM counters', ['project_id']),
    writeCounters: insertInto(
      'counters',
      ['project_id', 'visitor', 'session', 'pageview'],
      onConflict(['project_id'], { visitor: 'replace', session: 'replace', pageview: 'replace' }),
    ),

    readSequences: READ_SEQUENCE,
    writeSequences: writeSequence(dialect, 'replace'),

    findSessions: selectByKey(`SELECT ${SESSION_FIELDS} FROM sessions`, ['project_id', 'visitor'], {
      and: 'last_activity >= ? AND started_at <= ?',
      index: 'sessions_visitor',
    }),
    getSessions: selectByKey(`SELECT ${SESSION_FIELDS} FROM sessions`, ['project_id', 'number']),
    putSessions: insertInto(
      'sessions',
      SESSION_COLUMNS,
      onConflict(['project_id', 'number'], {
        started_at: 'replace',
        start_day: 'replace',
        last_activity: 'replace',
        views: 'replace',
        engaged_ms: 'replace',
        entry_url: 'replace',
        exit_url: 'replace',
        entry_at: 'replace',
        exit_at: 'replace',
      }),
    ),

    findViews: selectByKey('SELECT number, occurred_at FROM pageviews', ['project_id', 'visitor', 'url_hash', 'url'], {
      and: 'occurred_at >= ? AND occurred_at <= ?',
      index: 'pageviews_visitor',
    }),
    addPageviews: insertInto('pageviews', PAGEVIEW_COLUMNS),
    getPageviews: selectByKey(
      'SELECT number, session, visitor, day, occurred_at, engaged_ms, scroll_pct FROM pageviews',
      ['project_id', 'number'],
    ),
    setEngagement: 'UPDATE pageviews SET engaged_ms = ?, scroll_pct = ? WHERE project_id = ? AND number = ?',

    findWaiting: selectByKey('SELECT engaged_ms, scroll_pct, occurred_at, received_at FROM waiting_engagements', [
      'project_id',
      'pageview_id',
    ]),
    removeWaiting: 'DELETE FROM waiting_engagements WHERE project_id = ? AND pageview_id = ?',
    addWaiting: insertInto(
      'waiting_engagements',
      ['project_id', 'pageview_id', 'engaged_ms', 'scroll_pct', 'occurred_at', 'received_at'],
      onConflict(['project_id', 'pageview_id'], {
        engaged_ms: 'max',
        scroll_pct: 'max',
        occurred_at: 'max',
        received_at: 'max',
      }),
    ),

    bumpDays: insertInto(
      'day_state',
      ['project_id', 'day', 'version'],
      onConflict(['project_id', 'day'], { version: 'add' }),
    ),
    count: insertInto(
      'ledger',
      ['project_id', 'outcome', 'count'],
      onConflict(['project_id', 'outcome'], { count: 'add' }),
    ),
    addDeadLetters: insertInto('dead_letters', ['project_id', 'kind', 'received_at', 'reason', 'event']),
    touchProject:
      'UPDATE projects SET updated_at = CASE WHEN updated_at < ? THEN ? ELSE updated_at + 1 END WHERE id = ?',
    errors: errorStatements(dialect),
  };
}

export type IngestStatements = ReturnType<typeof ingestStatements>;
