import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Ground, randomPageviewQuery, randomSessionQuery, recount, ZONES } from '@micrologs/columns/conformance';
import { DAY_MS, type EpochMs } from '@micrologs/domain';
import type { PageviewQuery, SessionQuery, WritableStorage } from '@micrologs/storage';
import { openMysqlInThread, parseMysqlUrl } from '@micrologs/storage-mysql';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import { startMariaDb } from '@micrologs/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answersTo,
  type Question as ReportQuestion,
  randomQuestion,
  recountOf,
} from '../../../libs/reports/test/questions.ts';
import { History } from '../src/history.ts';
import { TEXTS, trafficIn } from '../src/traffic.ts';
import { World } from '../src/world.ts';

const RUNS = Number(process.env.DIFFERENTIAL_RUNS ?? 40);
/** Longer than rows stay, so that late events come when some are gone already. */
const DAYS = 18;

type Question = PageviewQuery | SessionQuery;

/** What happens to the store after some of the events. */
const UPKEEP = ['none', 'seal', 'seal amid events', 'retire', 'close months', 'erase a visitor'] as const;
type Upkeep = (typeof UPKEEP)[number];

/** Longer than the longest month, so that some ranges hold whole ones. */
const AROUND = 40;

interface Scenario {
  ground: Omit<Ground, 'project'>;
  events: ReturnType<typeof trafficIn> extends fc.Arbitrary<infer T> ? T : never;
  upkeep: Upkeep[];
  questions: Question[];
  reports: ReportQuestion[];
}

const PROJECT = 0;

const scenario: fc.Arbitrary<Scenario> = fc.constantFrom(...ZONES).chain(([zone, change]) => {
  const from = Math.floor(change / DAY_MS) - DAYS / 2;
  const days = { from, to: from + DAYS - 1 };
  const ground = { project: PROJECT, zone, days, texts: TEXTS };
  return fc.record({
    ground: fc.constant(ground),
    events: trafficIn(zone, days.from, DAYS, 70),
    upkeep: fc.array(fc.constantFrom(...UPKEEP), {
      minLength: 2,
      maxLength: 6,
    }),
    questions: fc.array(fc.oneof(randomPageviewQuery(ground), randomSessionQuery(ground)), {
      minLength: 6,
      maxLength: 12,
    }),
    reports: fc.array(randomQuestion(zone, [days.from - AROUND, days.from + 5, days.to - 3, days.to + AROUND]), {
      minLength: 1,
      maxLength: 2,
    }),
  });
});

interface Opened {
  storage: WritableStorage;
  remove(): Promise<void>;
}

async function sqlite(): Promise<Opened> {
  const folder = await mkdtemp(path.join(tmpdir(), 'micrologs-differential-'));
  const storage = await openSqliteInThread({ file: path.join(folder, 'test.db'), mode: 'writer' });
  return { storage, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function mariaDb(): Promise<Opened> {
  const server = await startMariaDb();
  const address = parseMysqlUrl(await server.createDatabase());
  return { storage: await openMysqlInThread({ address, mode: 'writer' }), remove: () => server.stop() };
}

describe.each([
  ['SQLite', sqlite, RUNS],
  // Each statement is a message to another process and back.
  ['MariaDB', mariaDb, Math.ceil(RUNS / 2)],
] as const)('answers of %s equal a naive recount of the events that were sent', (_, open, runs) => {
  let opened: Opened;
  let worlds = 0;

  beforeAll(async () => {
    opened = await open();
  });
  afterAll(async () => {
    await opened?.storage.close();
    await opened?.remove();
  });

  it('before, during and after sealing, whatever comes late', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ ground, events, upkeep, questions, reports }) => {
        const { storage } = opened;
        const world = await World.create(storage, `world ${++worlds}`, ground.zone);
        const history = new History(world.project.id, ground.zone);
        const asked = questions.map((question) => ({ ...question, project: world.project.id }));
        const chunk = Math.ceil(events.length / upkeep.length);
        for (const [step, what] of upkeep.entries()) {
          const some = events.slice(step * chunk, (step + 1) * chunk);
          const middle = what === 'seal amid events' ? some.length >> 1 : some.length;
          await world.send(some.slice(0, middle));
          const now: EpochMs = (some.at(-1)?.receivedAt ?? 0) + DAY_MS;
          const encoded = what === 'seal amid events' ? await world.encode(now) : null;
          await world.send(some.slice(middle));
          if (encoded) await world.storage.columns.store(encoded);
          if (what === 'seal' || what === 'retire' || what === 'close months') await world.seal(now);
          if (what === 'retire') await world.retire(now - DAY_MS);
          if (what === 'close months') await world.closeMonths();
          for (const event of some) history.send(event);
          if (what === 'erase a visitor') {
            await world.erase('visitor-1', now);
            history.erase('visitor-1');
          }
          const answers = await storage.facts.read(Object.fromEntries(asked.entries()));
          for (const [name, question] of asked.entries()) {
            expect(answers[name], JSON.stringify({ step, what, question })).toEqual(recount(history, question));
          }
          for (const question of reports) {
            expect(
              await answersTo(storage.facts, world.project, question),
              JSON.stringify({ step, what, question }),
            ).toEqual(recountOf(history, question, false));
          }
        }
      }),
      { numRuns: runs, endOnFailure: true },
    );
  });
});
