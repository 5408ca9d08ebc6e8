import { type Arrival, type Pageview, pageOf } from '@micrologs/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from './block.ts';
import { BlockBuilder } from './block-builder.ts';
import { sessionsOf, startsOf, textIdsOf, viewsOf } from './block-facts.ts';
import type { TextColumnName } from './catalogue.ts';
import { DAY, facts } from './facts.fixture.ts';
import { FRAGMENT_TEXTS, pageviewOf, sessionFacts, VIEW_TEXTS } from './facts.ts';
import { MemoryDictionary, memoryBlocks } from './memory-source.fixture.ts';

const options = { day: DAY, part: 0, isNew: () => false, channelOf: () => 'direct' };

const byBlockOrder = (a: Pageview, b: Pageview) =>
  a.visitor - b.visitor || a.session - b.session || a.occurredAt - b.occurredAt || a.number - b.number;

/** The texts of a column by row; of one that follows another, by that one's rows. */
function textsOf(block: Block, dictionary: MemoryDictionary, name: TextColumnName, of?: TextColumnName): string[] {
  const { ids, codes } = block.texts(name);
  const rows = of ? Array.from(block.texts(of).codes, (code) => codes[code]!) : Array.from(codes);
  return rows.map((code) => dictionary.textOf(ids[code]!));
}

describe('a block', () => {
  it('gives back the facts that it was built from, in its order', async () => {
    await fc.assert(
      fc.asyncProperty(facts, fc.integer({ min: 1, max: 3 }), async ({ views, sessions }, parts) => {
        const dictionary = new MemoryDictionary();
        const blocks = await memoryBlocks({ views, sessions, parts }, dictionary);
        for (const { day, part, ...block } of blocks) {
          const ofPart = <Fact extends { visitor: number }>(facts: Fact[]) =>
            facts.filter(({ visitor }) => visitor % parts === part);
          const given = ofPart(views.filter((view) => view.day === day)).sort(byBlockOrder);
          expect(
            [...viewsOf({ day, part, ...block }, dictionary.textOf)].map((view) => pageviewOf(1, day, view)),
          ).toEqual(given);
          const started = ofPart(sessions.filter((session) => session.startDay === day));
          started.sort((a, b) => a.visitor - b.visitor || a.number - b.number);
          expect([...sessionsOf({ day, part, ...block }, dictionary.textOf)]).toEqual(started.map(sessionFacts));
        }
        expect(blocks.reduce((sum, block) => sum + block.views, 0)).toBe(views.length);
        expect(blocks.reduce((sum, block) => sum + block.sessions, 0)).toBe(sessions.length);
      }),
    );
  });

  it('tells of each column what its rows say', async () => {
    await fc.assert(
      fc.asyncProperty(facts, async (given) => {
        const dictionary = new MemoryDictionary();
        const channelOf = ({ referrer, utmSource }: Arrival) => `${referrer} ${utmSource}`;
        for (const block of await memoryBlocks({ ...given, channelOf }, dictionary)) {
          const views = given.views.filter(({ day }) => day === block.day).sort(byBlockOrder);
          const pages = views.map(({ url }) => pageOf(url));
          expect(textsOf(block, dictionary, 'path', 'url')).toEqual(pages.map(({ path }) => path));
          expect(textsOf(block, dictionary, 'hostname', 'url')).toEqual(pages.map(({ hostname }) => hostname));
          const times = views.map(({ occurredAt }) => occurredAt);
          if (views.length > 0) {
            expect([block.firstAt, block.lastAt]).toEqual([Math.min(...times), Math.max(...times)]);
          }
          const firstDayOf = (visitor: number) =>
            Math.min(...given.views.filter((view) => view.visitor === visitor).map(({ day }) => day));
          expect(Array.from(block.numbers('isNew'))).toEqual(
            Array.from(block.numbers('visitor'), (visitor) => (firstDayOf(visitor) === block.day ? 1 : 0)),
          );
          const startDays = new Map(given.sessions.map((session) => [session.number, session.startDay]));
          const lags = Array.from(block.numbers('session'), (session) => block.day - startDays.get(session)!);
          expect(Array.from(block.numbers('startLag'))).toEqual(lags);
          expect(block.lagging).toBe(lags.filter((lag) => lag > 0).length);
          expect([...startsOf(block).keys()].every((session) => startDays.get(session)! < block.day)).toBe(true);

          const sessions = Array.from(block.numbers('sessionNumber'));
          const entries = sessions.map((session) => views.find((view) => view.session === session)!);
          expect(textsOf(block, dictionary, 'entryReferrer')).toEqual(entries.map(({ referrer }) => referrer));
          expect(textsOf(block, dictionary, 'entryUtmTerm')).toEqual(entries.map(({ utm }) => utm.term));
          expect(textsOf(block, dictionary, 'entryPage', 'entryUrl')).toEqual(
            entries.map(({ url }) => pageOf(url).path),
          );
          expect(textsOf(block, dictionary, 'channel')).toEqual(
            entries.map(({ referrer, utm }) => `${referrer} ${utm.source}`),
          );
        }
      }),
    );
  });

  it('has fragments as long as they can be, and dictionaries without a needless text', async () => {
    await fc.assert(
      fc.asyncProperty(facts, async (given) => {
        for (const block of await memoryBlocks(given, new MemoryDictionary())) {
          const keys = Array.from(block.numbers('session'), (session, fragment) =>
            [session, ...FRAGMENT_TEXTS.map((name) => block.texts(name).codes[fragment])].join(),
          );
          for (let fragment = 1; fragment < keys.length; fragment++)
            expect(keys[fragment]).not.toBe(keys[fragment - 1]);
          for (const name of [...VIEW_TEXTS, ...FRAGMENT_TEXTS, 'entryUrl', 'channel', 'entryReferrer'] as const) {
            const { ids, codes } = block.texts(name);
            expect(Array.from(ids)).toEqual([...new Set(ids)].sort((a, b) => a - b));
            expect([...new Set(codes)].sort((a, b) => a - b)).toEqual([...ids.keys()]);
          }
          expect(new Set(textIdsOf(block, ['url', 'title']))).toEqual(
            new Set([...block.texts('url').ids, ...block.texts('title').ids]),
          );
        }
      }),
    );
  });

  it('can be empty', async () => {
    const block = await new BlockBuilder(options).build(new MemoryDictionary().intern);
    expect(block).toMatchObject({ views: 0, fragments: 0, sessions: 0, lagging: 0, base: 0, firstAt: 0, lastAt: 0 });
  });

  it('of a session without a view knows no entry but its URL', async () => {
    const dictionary = new MemoryDictionary();
    const builder = new BlockBuilder({ ...options, channelOf: ({ referrer }) => `by ${referrer}` });
    builder.addSession([1, 1, 500, 900, 1, 0, 500, 500, '/a?b', '/c']);
    const block = await builder.build(dictionary.intern);
    expect(block).toMatchObject({ views: 0, sessions: 1, base: 500, firstAt: 500, lastAt: 500 });
    expect(textsOf(block, dictionary, 'entryPage', 'entryUrl')).toEqual(['/a']);
    expect(textsOf(block, dictionary, 'channel')).toEqual(['by ']);
  });

  it('is not built of what cannot be right', async () => {
    const view = [1, 1, 7, 0, 0, null, ...Array.from({ length: 19 }, () => '')];
    const builder = new BlockBuilder(options);
    builder.addView(view as never);
    await expect(builder.build(new MemoryDictionary().intern)).rejects.toThrow('session 7');
    const wrong = new BlockBuilder(options);
    wrong.addStart(7, DAY - 1);
    wrong.addView(view.with(4, -1) as never);
    await expect(wrong.build(new MemoryDictionary().intern)).rejects.toThrow('-1 is no whole number');
    const doubled = new BlockBuilder(options);
    doubled.addStart(7, DAY - 1);
    doubled.addView(view.with(6, '/a') as never);
    await expect(doubled.build(async (texts) => texts.map(() => 1))).rejects.toThrow('two texts one id');
  });

  it('has only the columns that it was given', async () => {
    const block = await new BlockBuilder(options).build(new MemoryDictionary().intern);
    expect(() => block.numbers('nothing' as never)).toThrow('nothing');
  });
});
