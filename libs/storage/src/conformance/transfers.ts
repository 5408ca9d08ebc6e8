import { chainEntry, EMPTY_CHAIN, localDay, type ProjectId, ValidationError } from '@micrologs/domain';
import { expect, it } from 'vitest';
import type { WritableStorage } from '../storage.ts';
import { TRANSFER_TABLES, type TransferRow, type TransferTable } from '../transfer.ts';
import { aClick, aLink, anAct, aProject, aVisitor, hashOf, NOON, storeOneOfEach } from './builders.ts';
import { aGroup, anEnvironment, anErrorEvent } from './error-builders.ts';
import type { Bench } from './target.ts';

const DAY = localDay(NOON, 'UTC');
/** More rows than the largest page. */
const MANY = 2300;

type Tables = Partial<Record<TransferTable, TransferRow[]>>;

async function readAll(
  { transfer }: Pick<WritableStorage, 'transfer'>,
  projects: ProjectId[],
): Promise<{ tables: Map<ProjectId, Tables>; codes: string[]; order: TransferTable[] }> {
  const tables = new Map<ProjectId, Tables>();
  const codes: string[] = [];
  const order: TransferTable[] = [];
  await transfer.read({
    projects,
    page: async (project, { table, rows }) => {
      const known = tables.get(project) ?? {};
      tables.set(project, { ...known, [table]: [...(known[table] ?? []), ...rows] });
      if (order.at(-1) !== table) order.push(table);
    },
    codes: async (hashes) => void codes.push(...hashes),
  });
  return { tables, codes, order };
}

/** Something in every table that moves. */
async function fill(storage: WritableStorage): Promise<ProjectId> {
  const { id: project } = await storage.projects.create(aProject({ name: 'Ærlig «talt» 😀' }), anAct());
  const [link] = await storage.links.create(
    [aLink({ project, code: 'a-code', tags: ['b', 'a'], maxClicks: 9 })],
    anAct(),
  );
  await storage.links.reserveClick(link!.id);
  await storage.ingest.transact(async (t) => {
    await storeOneOfEach(t, project);
    await t.addVisitors([aVisitor({ project, number: 2 })]);
    await t.setSequences([{ project, name: 'click', value: 1 }]);
    await t.errors.putGroups([aGroup({ project, number: 7, line: null })]);
    await t.errors.addFingerprints([{ project, fingerprint: hashOf('print'), version: 1, group: 7 }]);
    await t.errors.addEnvironments([anEnvironment({ project, group: 7 })]);
    await t.errors.addEvents(
      [1, 2].map((number) => anErrorEvent({ project, number, group: 7, visitorHash: number === 1 ? hashOf('v') : '' })),
    );
    await t.clicks.addClicks([aClick({ project, number: 1, link: link!.id })]);
    await t.clicks.countClicks([{ link: link!.id, clicks: 1 }]);
  });
  await storage.errors.setStatus({ project, groups: [7], status: 'ignored', note: 'Known', act: anAct() });
  await storage.erasure.erase(project, hashOf(`visitor ${project} 2`), NOON, anAct());
  await storage.audit.prune(project, NOON + 1, anAct({ at: NOON + 1 }));
  await storage.columns.store(await storage.columns.encode(project, [DAY]));
  return project;
}

/** Tables in which something stands only after, or between, steps that are tested elsewhere: closed months, retention. */
const SELDOM_FILLED = new Set<TransferTable>([
  'month_segments',
  'month_aggregates',
  'retention_removed',
  'frozen_days',
]);

export function transferPromises(bench: Bench): void {
  it('[ST195] a project that was read whole and stored again is the same, to the last row', async () => {
    const storage = await bench.open();
    const project = await fill(storage);
    const before = await readAll(storage, [project]);
    const tables = before.tables.get(project)!;
    expect(TRANSFER_TABLES.filter((table) => !SELDOM_FILLED.has(table) && !tables[table])).toEqual([]);
    expect(before.order).toEqual(TRANSFER_TABLES.filter((table) => tables[table]));
    expect(JSON.parse(JSON.stringify(tables))).toEqual(tables);
    expect(before.codes).toEqual([hashOf('a-code')]);

    await storage.projects.delete(project, anAct());
    expect((await readAll(storage, [project])).tables.get(project)).toMatchObject({ ledger: expect.any(Array) });
    const changes = await storage.projects.changeNumber();
    await storage.ingest.transact(async (t) => {
      for (const table of TRANSFER_TABLES) {
        // The counts of a deleted project stay.
        if (table !== 'ledger' && tables[table]) await t.imports.addRows(project, { table, rows: tables[table] });
      }
      await t.imports.addCodes([hashOf('a-code'), hashOf('burnt')]);
    });
    expect(await storage.projects.changeNumber()).toBeGreaterThan(changes);
    const after = await readAll(storage, [project]);
    const comparable = ({ ledger: _, error_transitions, dead_letters, ...rest }: Tables) => ({
      ...rest,
      transitions: error_transitions?.map(({ id, ...row }) => row),
      letters: dead_letters?.map(({ id, ...row }) => row),
    });
    expect(comparable(after.tables.get(project)!)).toEqual(comparable(tables));
    expect(after.codes).toEqual([hashOf('a-code'), hashOf('burnt')].sort());
    expect(await storage.links.create([aLink({ project, code: 'burnt' })], anAct())).toEqual([null]);
    expect(await storage.links.resolve('a-code')).toMatchObject({
      tags: ['b', 'a'],
      totalClicks: 1,
      reservedClicks: 1,
    });
  });

  it('[ST196] however many rows there are, and whichever keys they have, each is read once, in order', async () => {
    const storage = await bench.open();
    const { id: project } = await storage.projects.create(aProject(), anAct());
    const links = await storage.links.create(
      ['one', 'two', 'three'].map((code) => aLink({ project, code })),
      anAct(),
    );
    const numbers = Array.from({ length: MANY }, (_, index) => index + 1);
    await storage.ingest.transact(async (t) => {
      await t.addVisitorAliases(numbers.map((number) => ({ project, hash: hashOf(`alias ${number}`), number })));
      await t.clicks.addClicks(
        numbers.map((number) =>
          aClick({ project, number, link: links[number % 3]!.id, day: DAY - (number % 5), occurredAt: NOON }),
        ),
      );
      const after = (await t.audit.heads([project])).get(project) ?? EMPTY_CHAIN;
      const record = { project, eventId: 'e', occurredAt: NOON, receivedAt: NOON, day: DAY, action: 'a', actor: '' };
      const entry = chainEntry(after, { ...record, source: 'client', keyType: 'public', ipHash: '', context: null });
      await t.audit.append(project, after, [entry]);
    });
    const { tables } = await readAll(storage, [project]);
    const { visitor_aliases: aliases, clicks } = tables.get(project)!;
    expect(aliases!.map(({ hash }) => hash)).toEqual(numbers.map((number) => hashOf(`alias ${number}`)).sort());
    expect(clicks!.map(({ number }) => number).sort((a, b) => Number(a) - Number(b))).toEqual(numbers);
    const keys = clicks!.map(({ link_id, day, number }) => [link_id, day, number].map(Number));
    expect(keys).toEqual([...keys].sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]! || a[2]! - b[2]!));
  });

  it("[ST197] a link's code that another link has is refused, and a row without all its columns", async () => {
    const storage = await bench.open();
    const project = await fill(storage);
    const { tables } = await readAll(storage, [project]);
    const { links, visitors } = tables.get(project)!;
    const add = (table: TransferTable, rows: TransferRow[]) =>
      storage.ingest.transact((t) => t.imports.addRows(project, { table, rows }));
    await expect(add('links', links!)).rejects.toThrow(ValidationError);
    await expect(add('clicks', [{ code: 'unknown' }])).rejects.toThrow(ValidationError);
    const cut: TransferRow = { ...visitors![0]!, number: 99, hash: hashOf('another') };
    delete cut.last_seen;
    await expect(add('visitors', [cut])).rejects.toThrow(ValidationError);
  });
}
