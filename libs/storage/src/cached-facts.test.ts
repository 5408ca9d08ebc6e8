import { expect, it } from 'vitest';
import { CachedFacts, type SharedAnswers } from './cached-facts.ts';
import { type FactQueries, type FactReader, pageviewQuery, type VersionedFactReader } from './facts.ts';

/** Facts that answer with how often they were read. */
function countingFacts() {
  const state = { version: 1, reads: 0 };
  const read = async () => ({ rows: [{ pageviews: ++state.reads }] });
  const facts: VersionedFactReader = {
    read: read as unknown as FactReader['read'],
    version: async () => `${state.version}`,
    readVersioned: (async () => ({
      version: `${state.version}`,
      answers: await read(),
    })) as unknown as VersionedFactReader['readVersioned'],
  };
  return { state, facts };
}

function sharedMap(): SharedAnswers {
  const answers = new Map<string, string>();
  return {
    get: async (key, version) => answers.get(`${key} ${version}`) ?? null,
    set: (key, version, text) => void answers.set(`${key} ${version}`, text),
  };
}

const about = (project: number): FactQueries => ({
  rows: pageviewQuery({ project, days: { from: 1, to: 2 }, by: [], measures: ['pageviews'] }),
});

it('reads once for each version and question', async () => {
  const { state, facts } = countingFacts();
  const cached = new CachedFacts({ facts });
  expect(await cached.read(about(1))).toEqual({ rows: [{ pageviews: 1 }] });
  expect(await cached.read(about(1))).toEqual({ rows: [{ pageviews: 1 }] });
  expect(await cached.read(about(2))).toEqual({ rows: [{ pageviews: 2 }] });
  state.version = 2;
  expect(await cached.read(about(1))).toEqual({ rows: [{ pageviews: 3 }] });
  expect(cached.counts()).toEqual({ hits: 1, misses: 3 });
});

it('keeps an answer under the version of its own snapshot, not under the one that was asked for before', async () => {
  const { state, facts } = countingFacts();
  const { readVersioned } = facts;
  facts.readVersioned = (queries) => {
    state.version = 2;
    return readVersioned(queries);
  };
  const cached = new CachedFacts({ facts });
  await cached.read(about(1));
  expect(await cached.read(about(1))).toEqual({ rows: [{ pageviews: 1 }] });
  state.version = 1;
  expect(await cached.read(about(1))).toEqual({ rows: [{ pageviews: 2 }] });
});

it('gives each asker an answer of its own', async () => {
  const cached = new CachedFacts(countingFacts());
  await cached.read(about(1));
  const [one, two] = [await cached.read(about(1)), await cached.read(about(1))];
  expect(one).toEqual(two);
  expect(one.rows).not.toBe(two.rows);
});

it('does not keep what nobody counts the changes of', async () => {
  const { state, facts } = countingFacts();
  const cached = new CachedFacts({ facts });
  const query: FactQueries = { ...about(1), errors: { from: 'lastError', project: 1 } };
  await cached.read(query);
  await cached.read(query);
  expect(state.reads).toBe(2);
});

it('takes what another process has read, if that took long, and gives it on', async () => {
  const shared = sharedMap();
  const [one, two, three] = [countingFacts(), countingFacts(), countingFacts()];
  await new CachedFacts({ facts: one.facts, shared, sharedFromMs: 0 }).read(about(1));
  expect(await new CachedFacts({ facts: two.facts, shared }).read(about(1))).toEqual({ rows: [{ pageviews: 1 }] });
  expect(two.state.reads).toBe(0);
  // Nothing takes so long.
  const quick = new CachedFacts({ facts: two.facts, shared, sharedFromMs: Number.POSITIVE_INFINITY });
  await quick.read(about(2));
  await new CachedFacts({ facts: three.facts, shared }).read(about(2));
  expect(three.state.reads).toBe(1);
});

it('keeps no more than its room', async () => {
  const { state, facts } = countingFacts();
  const cached = new CachedFacts({ facts, maxBytes: 1_000 });
  for (let project = 1; project <= 100; project++) await cached.read(about(project));
  expect(await cached.read(about(100))).toEqual({ rows: [{ pageviews: 100 }] });
  await cached.read(about(1));
  expect(state.reads).toBe(101);
});
