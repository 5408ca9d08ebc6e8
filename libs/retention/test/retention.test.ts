import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyStoredChain } from '@micrologs/audit';
import { DAY_MS, DEFAULT_SETTINGS, KEEP_FOR_EVER, localDay, type ProjectId } from '@micrologs/domain';
import type { WritableStorage } from '@micrologs/storage';
import { aClick, aLink, anAct, aProject, NOON } from '@micrologs/storage/conformance';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { applyRetention, RetentionJob } from '../src/index.ts';

const CLICKS = 4500;
const OWNER = 'me';

let folder: string;
let storage: WritableStorage;
let project: ProjectId;

/** A project that keeps clicks and audit entries for a day, with clicks that are older and one that is not. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'micrologs-retention-'));
  storage = await open();
  await storage.ingest.acquireLease(OWNER, DAY_MS);
  const retention = { ...KEEP_FOR_EVER, clicksDays: 1, auditDays: 1 };
  const settings = { ...DEFAULT_SETTINGS, retention };
  project = (await storage.projects.create(aProject({ settings }), anAct({ at: NOON - 9 * DAY_MS }))).id;
  const [link] = await storage.links.create([aLink({ project, code: 'sale' })], anAct());
  await storage.ingest.transact(({ clicks }) =>
    clicks.addClicks(
      Array.from({ length: CLICKS + 1 }, (_, i) => {
        const occurredAt = i === CLICKS ? NOON : NOON - 2 * DAY_MS;
        return aClick({ project, link: link!.id, number: i + 1, occurredAt, day: localDay(occurredAt, 'UTC') });
      }),
    ),
  );
});

afterEach(async () => {
  await storage.close();
  await rm(folder, { recursive: true, force: true });
});

const open = () => openSqliteInThread({ file: join(folder, 'test.db'), mode: 'writer' });
const clock = () => NOON;
const act = (action: string, at: number) => anAct({ action, at });
const log = { info: () => {}, warn: () => {} };

async function clicksLeft(): Promise<number> {
  return (await storage.exports.page('clicks', project, { from: 0, to: 100_000 }, null, 10_000)).length;
}

async function entries() {
  expect((await verifyStoredChain(storage, project))!.fault).toBeNull();
  return (await storage.audit.read(project, 0, 100)).map(({ action, context }) => [
    action,
    JSON.parse(context ?? '{}'),
  ]);
}

it('removes in small steps, with a pause after each, and tells the audit log once', async () => {
  const left: number[] = [];
  const pause = async () => {
    left.push(await clicksLeft());
    return true;
  };
  const removed = await applyRetention(storage.retention, project, { clock, act, owner: null, pause });
  expect(removed).toEqual({ clicks: CLICKS, auditEntries: 1 });
  expect(left).toEqual([2501, 501, 1, 1]);
  expect(await entries()).toEqual([
    ['something.done', {}],
    ['audit.pruned', { removed: 1, through: 1 }],
    ['retention.applied', { removed }],
  ]);
  const again = await applyRetention(storage.retention, project, { clock, act, owner: null, pause });
  expect(again).toEqual({});
  expect(await entries()).toHaveLength(3);
});

it('whatever is stopped between two steps, the log tells of every row once', async () => {
  const options = { clock, act, owner: null, pause: async () => true };
  for (let steps = 0; steps < 5; steps++) {
    // As by a kill: nothing runs that would follow.
    await storage.retention.step(project, NOON, act('audit.pruned', NOON), null);
    await storage.close();
    storage = await open();
  }
  expect(await applyRetention(storage.retention, project, options)).toEqual({ clicks: CLICKS, auditEntries: 1 });
  const told = (await entries()).filter(([action]) => action === 'retention.applied');
  expect(told).toEqual([['retention.applied', { removed: { clicks: CLICKS, auditEntries: 1 } }]]);
});

it('tells what went when it is asked to stop', async () => {
  const options = { clock, act, owner: null, pause: async () => false };
  expect(await applyRetention(storage.retention, project, options)).toEqual({ clicks: 2000 });
  expect(await clicksLeft()).toBe(CLICKS - 1999);
});

it('the job cares for the projects of its owner, and goes on after a failure', async () => {
  const messages: string[] = [];
  let failures = 1;
  const projects = {
    ...storage.projects,
    all: async () => {
      if (failures-- > 0) throw new Error('a failure');
      return storage.projects.all();
    },
  };
  let job: RetentionJob | undefined;
  const done = new Promise<void>((resolve) => {
    const jobLog = {
      warn: (_: object, message: string) => messages.push(message),
      info: (details: object, message: string) => {
        messages.push(`${message} ${JSON.stringify(details)}`);
        resolve();
      },
    };
    const times = { firstAfterMs: 0, everyMs: DAY_MS, retryMs: 0 };
    job = new RetentionJob({ storage: { ...storage, projects }, owner: OWNER, act, log: jobLog, clock, ...times });
  });
  await done;
  await job!.stop();
  expect(messages).toEqual([
    'Retention could not be applied; it is tried again later',
    `Retention removed what is too old {"project":${project},"auditEntries":1,"clicks":${CLICKS}}`,
  ]);
  expect(await clicksLeft()).toBe(1);
});
it('a job that is stopped before its time removes nothing', async () => {
  const waiting = new RetentionJob({ storage, owner: OWNER, act, log, clock, firstAfterMs: DAY_MS });
  await waiting.stop();
  expect(await clicksLeft()).toBe(CLICKS + 1);
});
