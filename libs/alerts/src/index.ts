export { Alerting, type AlertingLog, type AlertingOptions } from './alerting.ts';
export { type Evaluation, evaluate } from './evaluate.ts';
export { type QueueLagSources, queueLag } from './queue-lag.ts';
