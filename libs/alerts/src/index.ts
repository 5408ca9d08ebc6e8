export { Alerting, type AlertingLog, type AlertingOptions } from './alerting.ts';
