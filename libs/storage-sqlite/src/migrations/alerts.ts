import type { Migration } from '@micrologs/storage/sql';

export const alerts: Migration = {
  name: 'alerts in the order in which they were stored',
  statements: [
    // Of several events that are one alert to several endpoints, the first has both. What is older than this step has neither.
    'ALTER TABLE webhook_events ADD COLUMN alert_number INTEGER',
    'ALTER TABLE webhook_events ADD COLUMN alert_key TEXT',
    'CREATE UNIQUE INDEX webhook_events_alert_number ON webhook_events (project_id, alert_number)',
    'CREATE UNIQUE INDEX webhook_events_alert_key ON webhook_events (project_id, alert_key)',
  ],
};
