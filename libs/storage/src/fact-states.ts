import type { FactQueries, FactQuery } from './facts.ts';

/** What questions can be about. `links` are links and what came of them, `views` pageviews and sessions. */
export type FactKind = 'views' | 'errors' | 'links' | 'audits';

/**
 * What tells the present state of a project's facts from any other: while that of a kind is the same, so are the answers to all
 * questions about it.
 */
export type FactStates = Record<FactKind, string>;

const ABOUT: Readonly<Record<FactQuery['from'], readonly FactKind[]>> = {
  pageviews: ['views'],
  sessions: ['views'],
  newViews: ['views'],
  lastError: ['errors'],
  errorWindow: ['errors'],
  errorGroups: ['errors'],
  errorSummary: ['errors'],
  errorCounts: ['errors'],
  errorEvents: ['errors'],
  errorEnvironments: ['errors'],
  errorTransitions: ['errors'],
  auditEntries: ['audits'],
  auditActions: ['audits'],
  links: ['links'],
  linkClicks: ['links'],
  clicks: ['links'],
  latestEvent: ['views', 'errors', 'links', 'audits'],
};

export function kindsOf(queries: FactQueries): ReadonlySet<FactKind> {
  return new Set(Object.values(queries).flatMap(({ from }) => ABOUT[from]));
}
