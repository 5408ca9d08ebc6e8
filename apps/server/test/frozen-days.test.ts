import { DAY_MS, dayStart, localDay } from '@micrologs/domain';
import { anAct, aPageview, aSession, aVisitor, NOON } from '@micrologs/storage/conformance';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AskingProject, type MountedApp, mountApp } from './mounted-app.ts';
import { send } from './requests.ts';

/** What is answered once pageviews have gone by retention. */

const FEBRUARY = dayStart(localDay(NOON, 'UTC') - 20, 'UTC');
const LATER = NOON + 60 * DAY_MS;

let app: MountedApp;
let shop: AskingProject;

beforeAll(async () => {
  app = await mountApp();
  shop = await app.project();
  const project = shop.id;
  const { ingest, projects, columns, retention } = app.storage;
  await projects.update(project, { settings: { retention: { pageviewsDays: 50 } } }, NOON, anAct());
  await ingest.transact(async (t) => {
    await t.addVisitors([aVisitor({ project, number: 1, firstSeen: FEBRUARY })]);
    for (const [i, occurredAt] of [FEBRUARY, NOON].entries()) {
      await t.putSessions([aSession({ project, number: i + 1, startedAt: occurredAt })]);
      await t.addPageviews([aPageview({ project, number: i + 1, session: i + 1, occurredAt })]);
      await t.bumpDays([{ project, day: localDay(occurredAt, 'UTC') }]);
    }
  });
  const due = await columns.due(LATER, null);
  const days = due.map(({ day }) => day);
  await columns.store(await columns.encode(project, days));
  for (const { month } of await columns.dueMonths(LATER, null)) await columns.joinMonth(project, month);
  for (const one of await columns.dueGroups(LATER, null)) await columns.storeGroups((await columns.encodeGroups(one))!);
  while (await columns.retire(project, LATER));
  while (await retention.step(project, LATER, anAct(), null));
});
afterAll(() => app?.stop());

it('what the counts of a month tell is answered, other questions are refused with the first day that is left', async () => {
  const pages = (from: string, more = '') => shop.get(`analytics/pages?range=custom&from=${from}&to=2026-03-31${more}`);
  expect((await pages('2026-02-01')).status).toBe(200);
  expect(await pages('2026-02-05')).toMatchObject({
    status: 400,
    json: {
      success: false,
      message: 'Pageviews before 2026-03-01 are not kept any more: this can be answered from 2026-03-01 on',
    },
  });
  const filter = `&filters=${encodeURIComponent('["is","os",["Linux"]]')}`;
  expect((await pages('2026-02-01', filter)).status).toBe(400);
  expect((await pages('2026-03-01', filter)).status).toBe(200);
  // It has a series for each channel, which no sums are kept for.
  expect((await shop.get('analytics/channels?range=custom&from=2026-02-01&to=2026-03-31')).status).toBe(400);
});

it.each(['visitors', 'sessions', 'pages', 'entry-pages', 'exit-pages', 'devices', 'locations', 'referrers', 'utm'])(
  'the report %s over whole months is answered',
  async (name) => {
    expect(await shop.get(`analytics/${name}?range=custom&from=2026-02-01&to=2026-03-31`)).toMatchObject({
      status: 200,
    });
  },
);

it('a project keeps its zone', async () => {
  const edit = (input: object) =>
    send(`${app.url}/api/projects/edit`, {
      headers: { 'Content-Type': 'application/json', 'X-Admin-Key': 'admin' },
      body: JSON.stringify({ id: shop.id, ...input }),
    });
  expect(await edit({ timezone: 'Asia/Tokyo' })).toMatchObject({
    status: 409,
    json: { success: false, message: expect.stringMatching(/^timezone cannot be changed any more/) },
  });
  expect((await edit({ timezone: 'UTC', name: 'New' })).status).toBe(200);
});
