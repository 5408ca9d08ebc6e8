import { ZONES } from '@micrologs/columns/conformance';
import { type Click, DAY_MS, type Link, localDay, type Place, UNKNOWN_DEVICE } from '@micrologs/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ClicksQuery, LinkClicksQuery } from '../log-queries.ts';
import { aClick, aLink, anAct, aProject, hashOf, NOON } from './builders.ts';
import { CLICK_DIMENSIONS, recountClicks, recountLinkClicks } from './recount-clicks.ts';
import type { Bench } from './target.ts';

const PLACES: (Place | null)[] = [
  null,
  { country: 'Norway', countryCode: 'NO', region: 'Oslo', city: 'Oslo' },
  { country: 'norway', countryCode: 'no', region: '', city: '' },
  { country: 'Åland', countryCode: 'AX', region: '', city: '' },
  { country: '', countryCode: '', region: '', city: 'Nowhere' },
];

const randomClicks = fc.array(
  fc.record({
    link: fc.nat({ max: 3 }),
    minutes: fc.integer({ min: 0, max: (4 * DAY_MS) / 60_000 }),
    uncounted: fc.constantFrom(null, null, null, 'head' as const, 'prefetch' as const, 'bot' as const),
    referrerCategory: fc.constantFrom('direct' as const, 'social' as const, 'email' as const),
    deviceType: fc.constantFrom('desktop' as const, 'mobile' as const, 'unknown' as const),
    place: fc.constantFrom(...PLACES),
    address: fc.nat({ max: 4 }),
  }),
  { maxLength: 120, size: 'max' },
);

const randomQuestions = fc.array(
  fc.record({
    link: fc.nat({ max: 3 }),
    by: fc.subarray(CLICK_DIMENSIONS, { maxLength: 3 }),
    counted: fc.boolean(),
    located: fc.option(fc.boolean(), { nil: undefined }),
    mostFirst: fc.option(fc.boolean(), { nil: undefined }),
    limit: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    after: fc.option(fc.record({ clicks: fc.nat({ max: 12 }), link: fc.nat({ max: 3 }) }), { nil: undefined }),
    from: fc.integer({ min: 0, max: 6 }),
    length: fc.integer({ min: -1, max: 6 }),
  }),
  { minLength: 10, maxLength: 10 },
);

export function clickPromises(bench: Bench): void {
  it.each(ZONES)('[ST125] every count of clicks is a recount of the single clicks (%s)', async (zone, change) => {
    const { storage, writable } = await bench.openPair();
    const firstDay = localDay(change, zone) - 4;
    let codes = 0;
    const property = fc.asyncProperty(randomClicks, randomQuestions, async (clicks, questions) => {
      const { id: project } = await storage.projects.create(aProject({ timeZone: zone }), anAct());
      const { id: other } = await storage.projects.create(aProject({ timeZone: zone }), anAct());
      const links = (await storage.links.create(
        // The last one belongs to somebody else.
        [project, project, project, other].map((owner) => aLink({ project: owner, code: `code-${++codes}` })),
        anAct(),
      )) as Link[];
      const facts: Click[] = clicks.map(({ link, minutes, deviceType, address, ...random }, i) => {
        const occurredAt = change - 2 * DAY_MS + minutes * 60_000;
        return aClick({
          ...random,
          project: links[link]!.project,
          number: i + 1,
          link: links[link]!.id,
          occurredAt,
          day: localDay(occurredAt, zone),
          device: { ...UNKNOWN_DEVICE, deviceType },
          ipHash: hashOf(`address ${address}`),
        });
      });
      await writable.ingest.transact((t) => t.clicks.addClicks(facts));

      const asked: ClicksQuery[] = [];
      const lists: LinkClicksQuery[] = [];
      for (const { link, from, length, after, limit, ...rest } of questions) {
        const days = { from: firstDay + from, to: firstDay + from + length };
        asked.push({ from: 'clicks', project, link: links[link]!.id, days, limit, ...rest });
        const position = after && { clicks: after.clicks, id: links[after.link]!.id };
        lists.push({ from: 'linkClicks', project, days, after: position, limit: limit ?? 100 });
      }
      const answers = await storage.facts.read({
        ...Object.fromEntries(asked.map((query, i) => [`clicks ${i}`, query])),
        ...Object.fromEntries(lists.map((query, i) => [`links ${i}`, query])),
      });
      asked.forEach((query, i) => {
        expect(answers[`clicks ${i}`], JSON.stringify(query)).toEqual(recountClicks(facts, query));
      });
      lists.forEach((query, i) => {
        expect(answers[`links ${i}`], JSON.stringify(query)).toEqual(recountLinkClicks(facts, links, query));
      });
    });
    await fc.assert(property, { numRuns: 5, endOnFailure: true });
  });

  it('[ST126] without clicks a total is one row of zeros, and a link without clicks is listed', async () => {
    const { storage } = await bench.openPair();
    const { id: project } = await storage.projects.create(aProject(), anAct());
    const [link] = await storage.links.create([aLink({ project, code: 'idle' })], anAct());
    const days = { from: 0, to: 100_000 };
    const answers = await storage.facts.read({
      total: { from: 'clicks', project, link: link!.id, days, counted: true, by: [] },
      byDay: { from: 'clicks', project, link: link!.id, days, counted: true, by: ['day'] },
      links: { from: 'linkClicks', project, days, limit: 10 },
    });
    expect(answers.total).toMatchObject([{ clicks: 0, uniqueClicks: 0 }]);
    expect(answers.byDay).toEqual([]);
    expect(answers.links).toEqual([{ link, clicks: 0, uniqueClicks: 0 }]);
  });

  it('[ST127] clicks are counted with what stores them, or not at all', async () => {
    const { storage, writable } = await bench.openPair();
    const { id: project } = await storage.projects.create(aProject(), anAct());
    const [link] = await storage.links.create([aLink({ project, code: 'counted' })], anAct());
    const id = link!.id;
    await writable.ingest.transact(async (t) => {
      const known = { id, project, code: 'counted', label: link!.label, totalClicks: 0 };
      expect(await t.clicks.existing([id, id + 1, id])).toEqual(new Map([[id, known]]));
      await t.clicks.addClicks([aClick({ project, number: 1, link: id }), aClick({ project, number: 2, link: id })]);
      await t.clicks.countClicks([{ link: id, clicks: 2 }]);
    });
    const failed = writable.ingest.transact(async (t) => {
      await t.clicks.countClicks([{ link: id, clicks: 5 }]);
      await t.clicks.addClicks([aClick({ project, number: 2, link: id })]);
    });
    await expect(failed).rejects.toThrow();
    await writable.ingest.transact((t) => t.clicks.countClicks([{ link: id, clicks: 3 }]));
    expect((await storage.links.resolve('counted'))!.totalClicks).toBe(5);
  });

  it('[ST128] a change of zone gives every click its new day', async () => {
    const { storage, writable } = await bench.openPair();
    const { id: project } = await storage.projects.create(aProject({ timeZone: 'UTC' }), anAct());
    const [link] = await storage.links.create([aLink({ project, code: 'moved' })], anAct());
    const begin = Date.UTC(2026, 2, 27);
    const times = Array.from({ length: 200 }, (_, i) => begin + i * 1_800_000);
    await writable.ingest.transact((t) =>
      t.clicks.addClicks(times.map((occurredAt, i) => aClick({ project, number: i + 1, link: link!.id, occurredAt }))),
    );
    const zone = 'Europe/Oslo';
    await storage.projects.update(project, { timeZone: zone }, NOON, anAct());
    const expected = new Map<number, number>();
    for (const time of times) expected.set(localDay(time, zone), (expected.get(localDay(time, zone)) ?? 0) + 1);
    const days = { from: localDay(begin, 'UTC') - 2, to: localDay(begin, 'UTC') + 9 };
    const { series } = await storage.facts.read({
      series: { from: 'clicks', project, link: link!.id, days, counted: true, by: ['day'] },
    });
    expect(new Map(series.map((row) => [row.day, row.clicks]))).toEqual(expected);
  });

  it('[ST129] a deleted project takes its links and clicks along, and statistics count the links of each', async () => {
    const { storage, writable } = await bench.openPair();
    const { id: gone } = await storage.projects.create(aProject(), anAct());
    const { id: kept } = await storage.projects.create(aProject(), anAct());
    const made = (await storage.links.create(
      [
        aLink({ project: gone, code: 'gone-1', tags: ['t'] }),
        aLink({ project: gone, code: 'gone-2' }),
        aLink({ project: kept, code: 'kept-1', tags: ['t'] }),
      ],
      anAct(),
    )) as Link[];
    await writable.ingest.transact((t) =>
      t.clicks.addClicks(made.map(({ project, id: link }, i) => aClick({ project, number: i + 1, link }))),
    );
    const linksOf = async (project: number) => (await storage.projects.stats()).get(project)?.links;
    expect([await linksOf(gone), await linksOf(kept)]).toEqual([2, 1]);
    await storage.projects.delete(gone, anAct());
    expect([await linksOf(gone), await linksOf(kept)]).toEqual([undefined, 1]);
    const days = { from: 0, to: 100_000 };
    for (const [project, count] of [
      [gone, 0],
      [kept, 1],
    ] as const) {
      const answer = await storage.facts.read({
        links: { from: 'linkClicks', project, days, limit: 10 },
        tagged: { from: 'links', project, tag: 't', limit: 10 },
      });
      expect(answer.links.map((row) => row.clicks)).toEqual(count ? [1] : []);
      expect(answer.tagged).toHaveLength(count);
      expect(await storage.exports.page('clicks', project, days, null, 10)).toHaveLength(count);
    }
  });

  it('[ST130] series of numbers go on per project and name, and end with the project', async () => {
    const { storage, writable } = await bench.openPair();
    const { id: project } = await storage.projects.create(aProject(), anAct());
    const { id: other } = await storage.projects.create(aProject(), anAct());
    const key = (of: number, name: 'click' | 'error_event' = 'click') => ({ project: of, name });
    const keys = [key(project), key(project, 'error_event'), key(other)];
    const read = () =>
      writable.ingest.transact(async (t) => {
        const found = await t.sequences(keys);
        return keys.map((of) => found.find((row) => row.project === of.project && row.name === of.name)?.value);
      });
    const write = (rows: { of: ReturnType<typeof key>; value: number }[]) =>
      writable.ingest.transact((t) => t.setSequences(rows.map(({ of, value }) => ({ ...of, value }))));
    expect(await read()).toEqual([0, 0, 0]);
    await write([
      { of: keys[0]!, value: 5 },
      { of: keys[2]!, value: Number.MAX_SAFE_INTEGER },
    ]);
    await write([
      { of: keys[0]!, value: 7 },
      { of: keys[1]!, value: 2 },
    ]);
    expect(await read()).toEqual([7, 2, Number.MAX_SAFE_INTEGER]);
    await storage.projects.delete(project, anAct());
    expect(await read()).toEqual([0, 0, Number.MAX_SAFE_INTEGER]);
  });
}
