export { Alerting, type AlertingLog, type AlertingOptions } from './alerting.ts';
export { queueLag } from './queue-lag.ts';
