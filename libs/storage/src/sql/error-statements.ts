import { insertInto, locked, type SqlDialect, selectByKey } from './connection.ts';
import { EVENT_COLUMNS, GROUP_COLUMNS } from './error-rows.ts';

const GROUP_KEY = ['project_id', 'number'];
/** What never changes once a group exists, besides its key. */
const LASTING = new Set<string>([...GROUP_KEY, 'environment', 'line', 'error_type', 'file', 'message', 'found_by']);

export const ADD_TRANSITIONS = insertInto('error_transitions', [
  'project_id',
  'group_number',
  'changed_at',
  'actor',
  'from_status',
  'to_status',
  'reason',
  'note',
  'number',
]);

export const GET_GROUPS = selectByKey(`SELECT ${GROUP_COLUMNS.join(', ')} FROM error_groups`, GROUP_KEY);

/** The statements of errors on the ingest path; their columns are in the order in which `error-transaction.ts` binds them. */
export function errorStatements({ onConflict, forUpdate }: SqlDialect) {
  return {
    findGroups: selectByKey('SELECT group_number FROM error_fingerprints', ['project_id', 'fingerprint']),
    getGroups: locked(GET_GROUPS, forUpdate),
    putGroups: insertInto(
      'error_groups',
      GROUP_COLUMNS,
      onConflict(
        GROUP_KEY,
        Object.fromEntries(GROUP_COLUMNS.filter((column) => !LASTING.has(column)).map((column) => [column, 'replace'])),
      ),
    ),
    addFingerprints: insertInto('error_fingerprints', ['project_id', 'fingerprint', 'version', 'group_number']),
    addEvents: insertInto('error_events', EVENT_COLUMNS),
    addEnvironments: insertInto(
      'error_group_environments',
      ['project_id', 'group_number', 'environment', 'occurrences', 'first_seen', 'last_seen'],
      onConflict(['project_id', 'group_number', 'environment'], {
        occurrences: 'add',
        first_seen: 'min',
        last_seen: 'max',
      }),
    ),
    addTransitions: ADD_TRANSITIONS,
  };
}

export type ErrorStatements = ReturnType<typeof errorStatements>;
