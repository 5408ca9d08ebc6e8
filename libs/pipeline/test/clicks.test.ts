import { DAY_MS, type Link, MINUTE_MS, type QueuedClick, UNKNOWN_DEVICE } from '@micrologs/domain';
import { aLink, anAct } from '@micrologs/storage/conformance';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NOON, World } from './world.ts';

const DAYS = { from: 0, to: 100_000 };
const ADDRESS = 'ab'.repeat(32);

let world: World;
beforeEach(async () => {
  world = await World.create({}, 'Europe/Oslo');
});
afterEach(() => world.close());

async function makeLink(place: World, code: string): Promise<Link> {
  const [link] = await place.store.links.create([aLink({ project: place.project.id, code })], anAct());
  return link!;
}

function aRequest(place: World, link: Link, values: Partial<QueuedClick> = {}): QueuedClick {
  return {
    kind: 'click',
    project: place.project.id,
    receivedAt: NOON,
    link: link.id,
    referrer: '',
    device: UNKNOWN_DEVICE,
    ipHash: ADDRESS,
    ...values,
  };
}

const clicksOf = (place: World) => place.store.exports.page('clicks', place.project.id, DAYS, null, 10_000);
const totalOf = async (place: World, code: string) => (await place.store.links.resolve(code))!.totalClicks;

it('stores a click with its day, its category and its number, and adds it to the total of its link', async () => {
  const link = await makeLink(world, 'sale');
  const midnight = Date.UTC(2026, 2, 10, 23, 30);
  const place = { country: 'Norway', countryCode: 'NO', region: 'Oslo', city: 'Oslo' };
  await world.apply(
    aRequest(world, link, { referrer: 'https://www.google.com/', receivedAt: midnight, place }),
    aRequest(world, link, { referrer: 'https://shop.test/start' }),
  );
  await world.apply(aRequest(world, link, { occurredAt: NOON - 1 }));
  const clicks = await clicksOf(world);
  expect(clicks).toMatchObject([
    { number: 2, referrerCategory: 'internal', place: null },
    { number: 3, referrerCategory: 'direct', occurredAt: NOON - 1 },
    // Half past midnight in Oslo.
    { number: 1, referrerCategory: 'organic_search', place, day: Math.floor(NOON / DAY_MS) + 1, code: 'sale' },
  ]);
  expect(await totalOf(world, 'sale')).toBe(3);
  expect(await world.counts()).toEqual({ stored: 3 });
});

it('keeps what is no click, and does not count it', async () => {
  const link = await makeLink(world, 'sale');
  await world.apply(
    ...(['head', 'prefetch', 'bot', undefined] as const).map((uncounted) => aRequest(world, link, { uncounted })),
  );
  expect((await clicksOf(world)).map((click) => click.uncounted)).toEqual(['head', 'prefetch', 'bot', null]);
  expect(await totalOf(world, 'sale')).toBe(1);
  expect(await world.counts()).toEqual({ stored: 4 });
});

it('drops the clicks of a link or project that was deleted meanwhile, and says so', async () => {
  const gone = await makeLink(world, 'gone');
  const kept = await makeLink(world, 'kept');
  await world.store.links.delete(world.project.id, 'gone', anAct());
  await world.apply(
    aRequest(world, gone),
    aRequest(world, kept),
    aRequest(world, gone, { uncounted: 'bot' }),
    aRequest(world, kept, { project: 99 }),
  );
  expect((await clicksOf(world)).map((click) => click.code)).toEqual(['kept']);
  expect(await world.counts()).toEqual({ stored: 1, link_deleted: 2 });
  expect((await world.store.ledger('none')).projects.get(99)).toMatchObject({ dropped: { project_deleted: 1 } });
});

it('stores every click once however events are cut into batches, among events of other kinds', async () => {
  const plan = fc.record({
    view: fc.boolean(),
    link: fc.nat({ max: 2 }),
    minutes: fc.integer({ min: 0, max: 3000 }),
    uncounted: fc.constantFrom(undefined, undefined, 'head' as const, 'bot' as const),
  });
  const codes = ['one', 'two', 'three'];
  await fc.assert(
    fc.asyncProperty(
      fc.array(plan, { minLength: 1, maxLength: 30 }),
      fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 30 }),
      async (plans, sizes) => {
        const cut = await World.create();
        try {
          const links: Link[] = [];
          for (const code of codes) links.push(await makeLink(cut, code));
          const events = plans.map(({ view, link, minutes, uncounted }) => {
            const at = NOON + minutes * MINUTE_MS;
            return view ? cut.view(at) : aRequest(cut, links[link]!, { receivedAt: at, uncounted });
          });
          for (let at = 0, step = 0; at < events.length; step++) {
            const size = sizes[step % sizes.length]!;
            await cut.apply(...events.slice(at, at + size));
            at += size;
          }
          const requests = events.filter((event) => event.kind === 'click');
          const stored = (await clicksOf(cut)).sort((a, b) => a.number - b.number);
          // Numbered without gaps, in the order in which they came.
          expect(stored.map((click) => [click.number, click.link, click.occurredAt, click.uncounted])).toEqual(
            requests.map(({ link, receivedAt, uncounted }, i) => [i + 1, link, receivedAt, uncounted ?? null]),
          );
          const counted = links.map(({ id }) => requests.filter((each) => each.link === id && !each.uncounted).length);
          expect(await Promise.all(codes.map((code) => totalOf(cut, code)))).toEqual(counted);
          expect(await cut.counts()).toMatchObject({ stored: events.length });
        } finally {
          await cut.close();
        }
      },
    ),
    { numRuns: 30 },
  );
});
