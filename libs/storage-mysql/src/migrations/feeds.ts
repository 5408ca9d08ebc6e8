import type { Migration } from '@micrologs/storage/sql';

export const feeds: Migration = {
  name: 'facts in the order in which they were stored',
  statements: [
    // What an occurrence did to its group: `created`, `reopened` or nothing.
    `ALTER TABLE error_events ADD COLUMN effect VARCHAR(16) NOT NULL DEFAULT ''`,
    // A change of status by somebody has a number in one series with occurrences; one by an occurrence has none.
    'ALTER TABLE error_transitions ADD COLUMN number BIGINT',
    'CREATE INDEX error_events_number ON error_events (project_id, number)',
    'CREATE INDEX error_transitions_number ON error_transitions (project_id, number)',
    'CREATE INDEX clicks_number ON clicks (project_id, number)',
  ],
};
