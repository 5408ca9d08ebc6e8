import { DAY_MS, type DayRange, type ErrorEvent, type Link, localDay, type ProjectId } from '@micrologs/domain';
import { expect, it } from 'vitest';
import type { ExportKind, ExportPosition, ExportRows } from '../exports.ts';
import type { Storage } from '../storage.ts';
import { aClick, aLink, anAct, aPageview, aProject, aVisitor, hashOf, NOON } from './builders.ts';
import type { Bench } from './target.ts';

const DAY = localDay(NOON, 'UTC');
const DAYS = { from: DAY - 1, to: DAY + 1 };
/** More facts a day than a page of the smaller sizes holds; two days on each side lie beyond the range. */
const FACTS = 60;
const PAGE_SIZES = [1, 7, 20, 1000];

/** The instants of facts that come in any order of days. */
const timeOf = (number: number) => NOON + ((number % 7) - 3) * DAY_MS + number;

/** Everything of a kind, read page by page. */
async function readAll<K extends ExportKind>(
  { exports }: Pick<Storage, 'exports'>,
  kind: K,
  project: ProjectId,
  days: DayRange,
  size: number,
): Promise<ExportRows[K][]> {
  const rows: ExportRows[K][] = [];
  for (let after: ExportPosition | null = null; ; ) {
    const page: ExportRows[K][] = await exports.page(kind, project, days, after, size);
    expect(page.length).toBeLessThanOrEqual(size);
    rows.push(...page);
    if (page.length < size) return rows;
    const last = page.at(-1)!;
    after = { day: last.day, number: 'number' in last ? last.number : last.sequence };
  }
}

function inRange<T extends { day: number }>(facts: readonly T[], numberOf: (fact: T) => number): T[] {
  return facts
    .filter(({ day }) => day >= DAYS.from && day <= DAYS.to)
    .sort((a, b) => a.day - b.day || numberOf(a) - numberOf(b));
}

export function exportPromises(bench: Bench): void {
  const openWithProjects = async () => {
    const pair = await bench.openPair();
    const { id: project } = await pair.storage.projects.create(aProject(), anAct({ at: NOON - 30 * DAY_MS }));
    const { id: other } = await pair.storage.projects.create(aProject(), anAct({ at: NOON - 30 * DAY_MS }));
    return { ...pair, project, other };
  };
  const numbers = Array.from({ length: FACTS }, (_, i) => i + 1);

  it('[ST135] pageviews are given out whole, by day and number, however small the pages', async () => {
    const { storage, writable, project, other } = await openWithProjects();
    const views = numbers.map((number) =>
      aPageview({
        project,
        number,
        visitor: (number % 3) + 1,
        session: number,
        occurredAt: timeOf(number),
        url: `https://example.org/${number}?a=b`,
        title: `Ærlig «talt» 😀 ${number}`,
        referrer: 'https://elsewhere.org/',
        referrerCategory: 'referral',
        utm: { source: 's', medium: 'm', campaign: 'c', content: 'o', term: 't' },
        place: number % 2 ? null : { country: 'Norway', countryCode: 'NO', region: 'Oslo', city: 'Oslo' },
        engagedMs: number,
        scrollPct: number % 5 ? number : null,
      }),
    );
    await writable.ingest.transact(async (t) => {
      // The third visitor is gone.
      await t.addVisitors([1, 2].map((number) => aVisitor({ project, number })));
      await t.addPageviews(views);
      await t.addPageviews(views.map((view) => ({ ...view, project: other })));
    });
    const expected = inRange(views, (view) => view.number).map((view) => ({
      ...view,
      visitorHash: view.visitor === 3 ? '' : hashOf(`visitor ${project} ${view.visitor}`),
    }));
    expect(expected.length).toBeGreaterThan(20);
    for (const size of PAGE_SIZES) {
      expect(await readAll(storage, 'pageviews', project, DAYS, size)).toEqual(expected);
    }
  });

  it('[ST136] clicks are given out whole, those that do not count too', async () => {
    const { storage, writable, project, other } = await openWithProjects();
    const links = (await storage.links.create(
      [project, project, other].map((owner, i) => aLink({ project: owner, code: `code-${i}` })),
      anAct(),
    )) as Link[];
    const clicks = numbers.map((number) =>
      aClick({
        project,
        number,
        link: links[number % 2]!.id,
        occurredAt: timeOf(number),
        uncounted: [null, 'head' as const, 'prefetch' as const, 'bot' as const][number % 4]!,
        referrer: `https://elsewhere.org/${number}`,
        referrerCategory: 'referral',
        place: number % 2 ? null : { country: 'Norway', countryCode: 'NO', region: '', city: '' },
      }),
    );
    await writable.ingest.transact(async (t) => {
      await t.clicks.addClicks(clicks);
      await t.clicks.addClicks([aClick({ project: other, number: 1, link: links[2]!.id })]);
    });
    const expected = inRange(clicks, (click) => click.number).map((click) => ({
      ...click,
      code: links[click.number % 2]!.code,
    }));
    for (const size of PAGE_SIZES) expect(await readAll(storage, 'clicks', project, DAYS, size)).toEqual(expected);
  });

  it('[ST137] audit entries are given out whole, by day and sequence', async () => {
    const { storage, project } = await openWithProjects();
    for (const number of numbers) {
      await storage.audit.record(project, anAct({ at: timeOf(number), context: { number, text: 'Ærlig' } }));
    }
    const expected = inRange(await storage.audit.read(project, 0, 1000), (entry) => entry.sequence);
    expect(expected.length).toBeGreaterThan(20);
    for (const size of PAGE_SIZES) expect(await readAll(storage, 'audits', project, DAYS, size)).toEqual(expected);
  });

  it('[ST138] errors are given out whole, with what their group says', async () => {
    const { storage, writable, project } = await openWithProjects();
    const groups = [1, 2].map((number) => ({
      project,
      number,
      errorType: `TypeError ${number}`,
      message: 'first seen so',
      file: `/src/${number}.ts`,
      line: number === 1 ? null : 4_294_967_295,
      severity: 'error' as const,
      environment: 'production' as const,
      status: 'open' as const,
      occurrences: FACTS,
      reopened: 0,
      firstSeen: NOON,
      lastSeen: NOON,
      resolvedAt: null,
      firstRelease: '',
      firstReleaseAt: null,
      lastRelease: '',
      lastReleaseAt: null,
      grouping: '[]',
    }));
    const bare = (number: number) => number % 2 === 0;
    const events: ErrorEvent[] = numbers.map((number) => ({
      project,
      number,
      group: (number % 2) + 1,
      eventId: `event ${number}`,
      occurredAt: timeOf(number),
      receivedAt: timeOf(number) + 5,
      day: localDay(timeOf(number), 'UTC'),
      message: `Ærlig «talt» 😀 ${number}`,
      stack: bare(number) ? null : 'at f (a.js:1:2)',
      url: bare(number) ? '' : 'https://example.org/',
      severity: 'critical',
      environment: 'staging',
      release: bare(number) ? '' : '1.2.3',
      context: bare(number) ? null : '{"n":12345678901234567890}',
      keyType: bare(number) ? 'secret' : 'public',
      visitorHash: bare(number) ? '' : hashOf('visitor'),
      sessionHash: bare(number) ? '' : hashOf('session'),
      device: bare(number) ? null : { deviceType: 'tablet', os: 'iOS', browser: 'Safari', browserVersion: '26.1' },
      place: bare(number) ? null : { country: 'Norway', countryCode: 'NO', region: '', city: '' },
      effect: bare(number) ? null : 'created',
    }));
    await writable.ingest.transact(async (t) => {
      await t.errors.putGroups(groups);
      await t.errors.addEvents(events);
    });
    const expected = inRange(events, (event) => event.number).map((event) => {
      const { errorType, file, line } = groups[event.group - 1]!;
      return { ...event, errorType, file, line };
    });
    for (const size of PAGE_SIZES) expect(await readAll(storage, 'errors', project, DAYS, size)).toEqual(expected);
  });

  it('[ST139] a position outside the days asked for begins before them or ends after them', async () => {
    const { storage, writable, project } = await openWithProjects();
    await writable.ingest.transact((t) =>
      t.addPageviews(numbers.map((number) => aPageview({ project, number, occurredAt: timeOf(number) }))),
    );
    const all = await readAll(storage, 'pageviews', project, DAYS, 1000);
    const from = (day: number) => storage.exports.page('pageviews', project, DAYS, { day, number: 1_000_000 }, 1000);
    expect(await from(DAYS.from - 1)).toEqual(all);
    expect(await from(DAYS.from)).toEqual(all.filter((view) => view.day > DAYS.from));
    expect(await from(DAYS.to)).toEqual([]);
    expect(await from(DAYS.to + 1)).toEqual([]);
    expect(await storage.exports.page('pageviews', project, { from: DAY, to: DAY - 1 }, null, 10)).toEqual([]);
  });
}
