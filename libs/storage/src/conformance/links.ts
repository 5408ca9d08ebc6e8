import { type Link, localDay } from '@micrologs/domain';
import { expect, it } from 'vitest';
import type { NewLink } from '../link-store.ts';
import type { LinksQuery } from '../log-queries.ts';
import type { Storage } from '../storage.ts';
import { aClick, aLink, anAct, aProject, NOON } from './builders.ts';
import type { Bench } from './target.ts';

/** How many ask for a click of one link at once, and how many clicks it has. */
const ASKING = 200;
const CLICKS_LEFT = 37;

const FULL: Omit<NewLink, 'project' | 'code'> = {
  destinationUrl: 'https://example.org/?q=%C3%A6#there',
  label: 'Ærlig «talt» 😀',
  isActive: false,
  redirectStatus: 308,
  forwardQuery: true,
  expiresAt: NOON + 1,
  maxClicks: 1_000_000_000,
  passwordHash: 'scrypt$16384$8$1$c2FsdA$aGFzaA',
  tags: ['b', 'a', 'Å'],
  createdAt: NOON - 5,
};

export function linkPromises(bench: Bench): void {
  const openWithProject = async () => {
    const pair = await bench.openPair();
    const { id: project } = await pair.storage.projects.create(aProject(), anAct());
    const make = async (...given: Partial<NewLink>[]) => {
      const links = given.map((values, i) => aLink({ project, code: `code-${i}`, ...values }));
      return (await pair.storage.links.create(links, anAct())) as Link[];
    };
    return { ...pair, project, make };
  };
  const list = async (storage: Storage, query: Omit<LinksQuery, 'from' | 'limit'> & { limit?: number }) =>
    (await storage.facts.read({ links: { from: 'links', limit: 100, ...query } })).links;
  const codes = (links: readonly (Link | null)[]) => links.map((link) => link?.code ?? null);

  it('[ST110] a link comes back as it was made: to its project, by its code, and in the list, newest first', async () => {
    const { storage, project, make } = await openWithProject();
    const { id: other } = await storage.projects.create(aProject(), anAct());
    const [plain, full] = await make({ code: 'plain' }, { code: 'full', ...FULL });
    const counters = { reservedClicks: 0, totalClicks: 0 };
    expect(plain).toEqual({ ...aLink({ project, code: 'plain' }), id: plain!.id, updatedAt: NOON, ...counters });
    expect(full).toEqual({ ...FULL, project, code: 'full', id: full!.id, updatedAt: FULL.createdAt, ...counters });
    expect(full!.id).toBeGreaterThan(plain!.id);

    expect(await storage.links.get(project, 'full')).toEqual(full);
    expect(await storage.links.get(other, 'full')).toBeNull();
    expect(await storage.links.get(project, 'ful')).toBeNull();
    expect(await storage.links.resolve('full')).toEqual(full);
    expect(await storage.links.resolve('none')).toBeNull();
    expect(await list(storage, { project })).toEqual([full, plain]);
    expect(await list(storage, { project: other })).toEqual([]);
  });

  it('[ST111] L4: codes are told apart by case', async () => {
    const { storage, make } = await openWithProject();
    const made = await make({ code: 'abcd' }, { code: 'Abcd' }, { code: 'ABCD' }, { code: 'abcd ' });
    expect(codes(made)).toEqual(['abcd', 'Abcd', 'ABCD', 'abcd ']);
    for (const link of made) expect(await storage.links.resolve(link.code)).toEqual(link);
    expect(await storage.links.resolve('aBCD')).toBeNull();
  });

  it('[ST112] L10: a code is never issued again, be its link, its project or both gone', async () => {
    const { storage, project, make } = await openWithProject();
    const { id: other } = await storage.projects.create(aProject(), anAct());
    await make({ code: 'kept' }, { code: 'deleted' });
    await storage.links.create([aLink({ project: other, code: 'orphan' })], anAct());
    await storage.links.delete(project, 'deleted', anAct());
    await storage.projects.delete(other, anAct());

    const tried = await make(
      { code: 'kept' },
      { code: 'deleted' },
      { code: 'orphan' },
      { code: 'new' },
      { code: 'new' },
    );
    expect(codes(tried)).toEqual([null, null, null, 'new', null]);
    expect(codes(await list(storage, { project }))).toEqual(['new', 'kept']);
    expect(await storage.links.resolve('orphan')).toBeNull();
  });

  it('[ST113] L11: of openers that issue the same codes at once, one has each', async () => {
    const { storage, project } = await openWithProject();
    const openers = [storage, await bench.open(), await bench.open()];
    const rounds = 20;
    const got: (string | null)[] = [];
    for (let round = 0; round < rounds; round++) {
      const links = [0, 1, 2].map((i) => aLink({ project, code: `round-${round}-${i}` }));
      const made = await Promise.all(openers.map((opener) => opener.links.create(links, anAct())));
      got.push(...made.flat().map((link) => link?.code ?? null));
    }
    const issued = got.filter((code) => code !== null);
    expect(issued).toHaveLength(rounds * 3);
    expect(new Set(issued).size).toBe(rounds * 3);
    expect(await list(storage, { project })).toHaveLength(rounds * 3);
  });

  it('[ST114] an edit changes what it names and nothing else, of its own project', async () => {
    const { storage, project, make } = await openWithProject();
    const { id: other } = await storage.projects.create(aProject(), anAct());
    const [link, beside] = await make({ ...FULL, code: 'edited' }, { code: 'beside' });
    expect(await storage.links.update(other, 'edited', { label: 'x' }, NOON + 1, anAct())).toBeNull();
    expect(await storage.links.update(project, 'Edited', { label: 'x' }, NOON + 1, anAct())).toBeNull();

    const patch = { label: '', isActive: true, expiresAt: null, passwordHash: undefined };
    const edited = await storage.links.update(project, 'edited', patch, NOON + 7, anAct());
    expect(edited).toEqual({ ...link, label: '', isActive: true, expiresAt: null, updatedAt: NOON + 7 });
    const rest = {
      destinationUrl: 'https://example.org/new',
      redirectStatus: 301 as const,
      forwardQuery: false,
      maxClicks: 5,
      passwordHash: null,
      tags: ['new'],
    };
    expect(await storage.links.update(project, 'edited', rest, NOON + 8, anAct())).toEqual({
      ...edited,
      ...rest,
      updatedAt: NOON + 8,
    });
    expect(await storage.links.get(project, 'beside')).toEqual(beside);
  });

  it('[ST115] a deleted link takes its clicks along, and no other link', async () => {
    const { storage, writable, project, make } = await openWithProject();
    const { id: other } = await storage.projects.create(aProject(), anAct());
    const [gone, kept] = await make({ code: 'gone', tags: ['t'] }, { code: 'kept', tags: ['t'] });
    await writable.ingest.transact(async (t) => {
      await t.clicks.addClicks([
        aClick({ project, number: 1, link: gone!.id }),
        aClick({ project, number: 2, link: kept!.id }),
      ]);
    });
    expect(await storage.links.delete(other, 'gone', anAct())).toBe(false);
    expect(await storage.links.delete(project, 'gone', anAct())).toBe(true);
    expect(await storage.links.delete(project, 'gone', anAct())).toBe(false);
    expect(await storage.links.resolve('gone')).toBeNull();
    expect(codes(await list(storage, { project, tag: 't' }))).toEqual(['kept']);
    const day = localDay(NOON, 'UTC');
    const clicksOf = (link: number) =>
      ({ from: 'clicks', project, link, days: { from: day, to: day }, counted: true, by: [] }) as const;
    const answer = await storage.facts.read({ gone: clicksOf(gone!.id), kept: clicksOf(kept!.id) });
    expect([answer.gone[0]!.clicks, answer.kept[0]!.clicks]).toEqual([0, 1]);
  });

  it('[ST116] edits and deletions of links, and deletions of projects, raise the change number for every opener', async () => {
    const { storage, project, make } = await openWithProject();
    const other = await bench.open();
    await make({ code: 'one' });
    const numbers = [await other.links.changeNumber()];
    const look = async () => numbers.push(await other.links.changeNumber());
    await storage.links.update(project, 'one', { isActive: false }, NOON, anAct());
    await look();
    await storage.links.delete(project, 'one', anAct());
    await look();
    await storage.projects.delete(project, anAct());
    await look();
    expect(numbers.every((number, i) => i === 0 || number > numbers[i - 1]!)).toBe(true);
    await storage.links.update(project, 'one', { isActive: false }, NOON, anAct());
    await storage.links.delete(project, 'one', anAct());
    await storage.projects.delete(project, anAct());
    expect(await other.links.changeNumber()).toBe(numbers.at(-1));
    expect(await storage.links.changeNumber()).toBe(numbers.at(-1));
  });

  it('[ST117] lists go by exact tag and code, page by page, newest first', async () => {
    const { storage, project, make } = await openWithProject();
    const tags = [['a'], ['A'], ['a', 'b', 'a'], ['a '], ['b'], [], ['ä', '["a"]']];
    const made = await make(...tags.map((each, i) => ({ code: `c${i}`, tags: each })));
    expect(made.map((link) => link.tags)).toEqual(tags);
    const tagged = async (tag: string) => codes(await list(storage, { project, tag }));
    expect(await tagged('a')).toEqual(['c2', 'c0']);
    expect(await tagged('A')).toEqual(['c1']);
    expect(await tagged('a ')).toEqual(['c3']);
    expect(await tagged('b')).toEqual(['c4', 'c2']);
    expect(await tagged('')).toEqual([]);
    expect(codes(await list(storage, { project, code: 'c2' }))).toEqual(['c2']);
    expect(codes(await list(storage, { project, code: 'c2', tag: 'A' }))).toEqual([]);

    const pages = async (tag?: string) => {
      const found: (string | null)[] = [];
      for (let before: number | undefined; ; ) {
        const page = await list(storage, { project, tag, before, limit: 2 });
        found.push(...codes(page));
        if (page.length < 2) return found;
        before = page.at(-1)!.id;
      }
    };
    expect(await pages()).toEqual(['c6', 'c5', 'c4', 'c3', 'c2', 'c1', 'c0']);
    expect(await pages('a')).toEqual(['c2', 'c0']);

    await storage.links.update(project, 'c2', { tags: ['c', 'a'] }, NOON, anAct());
    await storage.links.update(project, 'c0', { tags: [] }, NOON, anAct());
    expect([await tagged('a'), await tagged('b'), await tagged('c')]).toEqual([['c2'], ['c4'], ['c2']]);
  });

  it('[ST118] what is done to links is recorded with it: one act a call, none where nothing was done', async () => {
    const { storage, project, make } = await openWithProject();
    const day = localDay(NOON, 'UTC');
    const recorded = async () => {
      const query = { from: 'auditEntries', project, days: { from: day, to: day }, limit: 100 } as const;
      const { entries } = await storage.facts.read({ entries: query });
      return entries.map((entry) => entry.action).filter((action) => action.startsWith('link'));
    };
    const act = (action: string) => anAct({ action, context: { code: 'one' } });
    const pair = [aLink({ project, code: 'one' }), aLink({ project, code: 'two' })];
    await storage.links.create(pair, act('link.created'));
    expect(await recorded()).toEqual(['link.created']);
    await storage.links.create(pair, act('link.created'));
    await storage.links.create([], act('link.created'));
    await storage.links.update(project, 'none', { label: 'x' }, NOON, act('link.edited'));
    await storage.links.delete(project, 'none', act('link.deleted'));
    expect(await recorded()).toEqual(['link.created']);
    await storage.links.update(project, 'one', { label: 'x' }, NOON, act('link.edited'));
    await storage.links.delete(project, 'one', act('link.deleted'));
    expect(await recorded()).toEqual(['link.deleted', 'link.edited', 'link.created']);

    // An act that cannot be recorded undoes what it tells of.
    await expect(storage.links.delete(project, 'two', anAct({ context: { big: 1n } }))).rejects.toThrow();
    expect(await storage.links.resolve('two')).not.toBeNull();
    await expect(make({ code: 'three', project: 999_999 })).rejects.toThrow();
    expect(await storage.links.resolve('three')).toBeNull();
    expect(codes(await make({ code: 'three' }))).toEqual(['three']);
  });

  it('[ST119] a link is followed no more often than its maximum, however many ask at once and wherever', async () => {
    const { storage, project, make } = await openWithProject();
    const [link, beside] = await make({ code: 'few', maxClicks: CLICKS_LEFT }, { code: 'many', maxClicks: ASKING });
    const openers = [storage, await bench.open()];
    const ask = (id: number) =>
      Promise.all(Array.from({ length: ASKING }, (_, i) => openers[i % 2]!.links.reserveClick(id)));
    const [few, many] = await Promise.all([ask(link!.id), ask(beside!.id)]);
    expect(few.filter((granted) => granted)).toHaveLength(CLICKS_LEFT);
    expect(many.filter((granted) => granted)).toHaveLength(ASKING);
    expect((await storage.links.get(project, 'few'))!.reservedClicks).toBe(CLICKS_LEFT);
    expect((await storage.links.get(project, 'many'))!.reservedClicks).toBe(ASKING);
  });

  it('[ST120] a raised maximum leaves more clicks; a new one after none starts anew; a link that is gone has none', async () => {
    const { storage, project, make } = await openWithProject();
    const [link] = await make({ code: 'one', maxClicks: 2 });
    const reserve = (times: number) =>
      Promise.all(Array.from({ length: times }, () => storage.links.reserveClick(link!.id)));
    const edit = (maxClicks: number | null) =>
      storage.links.update(project, 'one', { maxClicks }, NOON, anAct()) as Promise<Link>;
    expect(await reserve(3)).toEqual([true, true, false]);
    expect((await edit(3)).reservedClicks).toBe(2);
    expect(await reserve(2)).toEqual([true, false]);
    expect((await edit(1)).reservedClicks).toBe(3);
    expect(await reserve(1)).toEqual([false]);
    await edit(null);
    expect(await reserve(1)).toEqual([true]);
    await edit(null);
    expect(await edit(1)).toMatchObject({ maxClicks: 1, reservedClicks: 0 });
    expect(await reserve(2)).toEqual([true, false]);
    await storage.links.delete(project, 'one', anAct());
    expect(await reserve(1)).toEqual([false]);
  });

  it('[ST121] the number of a deleted link is never given again, be it the highest', async () => {
    const { storage, project, make } = await openWithProject();
    const [link] = await make({ code: 'one' });
    await storage.links.delete(project, 'one', anAct());
    const [next] = await make({ code: 'two' });
    expect(next!.id).toBeGreaterThan(link!.id);
    await storage.projects.delete(project, anAct());
    const { id: another } = await storage.projects.create(aProject(), anAct());
    expect((await make({ code: 'three', project: another }))[0]!.id).toBeGreaterThan(next!.id);
  });
}
