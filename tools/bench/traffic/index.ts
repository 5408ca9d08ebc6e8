export { TIME_ZONE, type Traffic, trafficOf } from './day.ts';
export { type DayShare, schedule, WHOLE_DAYS } from './schedule.ts';
