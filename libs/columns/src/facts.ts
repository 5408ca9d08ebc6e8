import type { Pageview, ProjectId, Session } from '@micrologs/domain';
import type { TextColumnName } from './catalogue.ts';

/** Texts of a pageview in the order of `ViewFacts`: those that each view has of its own, then those of its fragment. */
export const VIEW_TEXTS = [
  'url',
  'title',
  'referrer',
  'referrerCategory',
  'utmSource',
  'utmMedium',
  'utmCampaign',
  'utmTerm',
  'utmContent',
] as const satisfies TextColumnName[];

export const FRAGMENT_TEXTS = [
  'deviceType',
  'os',
  'browser',
  'browserVersion',
  'country',
  'countryCode',
  'region',
  'city',
  'screen',
  'browserZone',
] as const satisfies TextColumnName[];

/** Texts that mostly come together, one list after the other as in `ViewFacts`; those that are of many kinds stand alone. */
export const TEXT_GROUPS = [['url'], ['title'], ['referrer'], VIEW_TEXTS.slice(3), FRAGMENT_TEXTS] as const;

/** Where the texts of `ViewFacts` begin. */
export const VIEW_NUMBERS = 6;

/** A stored pageview as plain values: what a block is built from, and gives back. */
export type ViewFacts = [
  number: number,
  visitor: number,
  session: number,
  occurredAt: number,
  engagedMs: number,
  scrollPct: number | null,
  url: string,
  title: string,
  referrer: string,
  referrerCategory: string,
  utmSource: string,
  utmMedium: string,
  utmCampaign: string,
  utmTerm: string,
  utmContent: string,
  deviceType: string,
  os: string,
  browser: string,
  browserVersion: string,
  country: string,
  countryCode: string,
  region: string,
  city: string,
  screen: string,
  browserZone: string,
];

/** A stored pageview with each of `TEXT_GROUPS` as one text: a JSON array, or the only text itself. */
export type GroupedViewFacts = [
  number: number,
  visitor: number,
  session: number,
  occurredAt: number,
  engagedMs: number,
  scrollPct: number | null,
  url: string,
  title: string,
  referrer: string,
  arrival: string,
  fragment: string,
];

/** A stored session without its token. */
export type SessionFacts = [
  number: number,
  visitor: number,
  startedAt: number,
  lastActivity: number,
  views: number,
  engagedMs: number,
  entryAt: number,
  exitAt: number,
  entryUrl: string,
  exitUrl: string,
];

export function viewFacts(view: Pageview): ViewFacts {
  const { utm, device, place } = view;
  return [
    view.number,
    view.visitor,
    view.session,
    view.occurredAt,
    view.engagedMs,
    view.scrollPct,
    view.url,
    view.title,
    view.referrer,
    view.referrerCategory,
    utm.source,
    utm.medium,
    utm.campaign,
    utm.term,
    utm.content,
    device.deviceType,
    device.os,
    device.browser,
    device.browserVersion,
    place?.country ?? '',
    place?.countryCode ?? '',
    place?.region ?? '',
    place?.city ?? '',
    view.screen,
    view.browserZone,
  ];
}

export function sessionFacts(session: Session): SessionFacts {
  return [
    session.number,
    session.visitor,
    session.startedAt,
    session.lastActivity,
    session.views,
    session.engagedMs,
    session.entryAt,
    session.exitAt,
    session.entryUrl,
    session.exitUrl,
  ];
}

/** A place of which nothing is known is null. */
export function pageviewOf(project: ProjectId, day: number, facts: ViewFacts): Pageview {
  const [number, visitor, session, occurredAt, engagedMs, scrollPct, url, title, referrer, referrerCategory] = facts;
  const [source, medium, campaign, term, content] = facts.slice(10, 15) as string[];
  const [deviceType, os, browser, browserVersion] = facts.slice(15, 19) as string[];
  const [country, countryCode, region, city, screen, browserZone] = facts.slice(19) as string[];
  return {
    project,
    number,
    visitor,
    session,
    occurredAt,
    day,
    url,
    title,
    referrer,
    referrerCategory,
    utm: { source, medium, campaign, content, term },
    device: { deviceType, os, browser, browserVersion },
    place: country || countryCode || region || city ? { country, countryCode, region, city } : null,
    screen,
    browserZone,
    engagedMs,
    scrollPct,
  } as Pageview;
}
