import { audits } from './audits.ts';
import { devices } from './devices.ts';
import { errorDetail } from './error-detail.ts';
import { errorTrend } from './error-trend.ts';
import { errors } from './errors.ts';
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

export * from './report.ts';

/** Every report. One line here and an operation in openapi.yaml make a report public. */
export const reports: readonly Report[] = [
  visitors,
  visitorsReturning,
  sessions,
  pages,
  devices,
  locations,
  referrers,
  utm,
  errors,
  errorTrend,
  errorDetail,
  audits,
  linkAnalytics,
  linkDetail,
];
