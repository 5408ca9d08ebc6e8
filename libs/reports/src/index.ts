import { audits } from './audits.ts';
import { channels } from './channels.ts';
import { devices } from './devices.ts';
import { entryPages } from './entry-pages.ts';
import { errorDetail } from './error-detail.ts';
import { errorTrend } from './error-trend.ts';
import { errors } from './errors.ts';
import { exitPages } from './exit-pages.ts';
import { linkAnalytics } from './link-analytics.ts';
import { linkDetail } from './link-detail.ts';
import { locations } from './locations.ts';
import { pages } from './pages.ts';
import { referrers } from './referrers.ts';
import type { Report } from './report.ts';
import { sessions } from './sessions.ts';
import { utm } from './utm.ts';
import { visitors } from './visitors.ts';
import { visitorsReturning } from './visitors-returning.ts';

export { LIST_CAP } from './paging.ts';
export * from './report.ts';
export * from './request.ts';
export { zoneOf } from './scope.ts';

/** Every report. One line here and an operation in openapi.yaml make a report public. */
export const reports: readonly Report[] = [
  visitors,
  visitorsReturning,
  sessions,
  pages,
  entryPages,
  exitPages,
  devices,
  locations,
  referrers,
  channels,
  utm,
  errors,
  errorTrend,
  errorDetail,
  audits,
  linkAnalytics,
  linkDetail,
];
