import { startServer, type TestServer } from '@micrologs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outcome } from './processes.ts';
import { namesOfReports, ReportProject } from './report-project.ts';
import { send } from './requests.ts';
import { SocketClient } from './socket-client.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ env: { RATE_LIMITS: 'off' } });
});

afterAll(async () => {
  await server?.stop();
});

describe('every report', () => {
  it('[R18] is told as it is answered over HTTP, whatever it is asked', async () => {
    const project = await ReportProject.create(server);
    const id = await project.view(20);
    await project.track({ kind: 'engagement', pageview_id: id, engaged_ms: 9_000 });
    for (const environment of ['staging', 'production']) {
      await project.ask('/api/track/error', { message: `boom ${environment}`, environment, context: { n: 1e21 } });
    }
    await project.ask('/api/track/audit', { action: 'invoice.paid', actor: 'kim' });
    const code = await project.followedLink();
    await project.stored(25);

    const client = await project.listenTo();
    const reports = namesOfReports({ 'link-detail': `code=${code}`, 'error-detail': 'id=1' });
    expect(reports).toHaveLength(18);
    const filters = encodeURIComponent('["is","country_code",["NO",""]]');
    for (const report of reports) {
      for (const more of [
        '',
        '&range=1&limit=1&explain=1&by=path',
        '&range=400&fill=1&interval=month&compare=previous&timezone=Asia/Tokyo',
        `&range=custom&from=2024-02-29&to=2024-03-01&filters=${filters}&status=open`,
      ]) {
        const asked = `${report}${more}`;
        const { data } = await client.listenTo(asked);
        expect(JSON.stringify(data), asked).toBe(JSON.stringify(await project.dataOf(asked)));
        client.socket.send({ type: 'unsubscribe', channel: `report:${asked}` });
      }
    }
    client.socket.cut();
  });

  it('[R18] is refused with the message of HTTP', async () => {
    const project = ReportProject.first(server);
    const client = await project.open();
    const bad = [
      'range=yesterday',
      'limit=many',
      'filters=[[',
      'timezone=Oslo',
      'compare=x',
      'interval=x',
      'id=x',
      'by=x',
    ];
    let refused = 0;
    for (const report of namesOfReports({})) {
      for (const query of ['', ...bad]) {
        const asked = `${report}${query}`;
        const { status, json } = await project.overHttp(asked);
        if (status === 200) continue;
        refused += 1;
        const one = await project.open();
        one.send({ type: 'subscribe', channel: `report:${asked}` });
        const code = status === 404 ? 'not_found' : 'bad_params';
        expect(await one.until('error')).toMatchObject({ code, message: json.message, channel: `report:${asked}` });
        one.cut();
      }
    }
    expect(refused).toBeGreaterThan(50);
    client.send({ type: 'subscribe', channel: 'report:link-detail?code=none' });
    expect(await client.until('error')).toMatchObject({ code: 'not_found', message: 'Link not found' });
    client.send({ type: 'subscribe', channel: 'report:pages?cursor=x' });
    expect(await client.until('error', 2)).toMatchObject({ code: 'bad_params' });
    client.send({ type: 'subscribe', channel: 'report:../export/pageviews' });
    expect(await client.until('error', 3)).toMatchObject({ code: 'unknown_channel' });
    client.cut();
  });
});

describe('a report that is listened to', () => {
  it('[R18] is told anew when what it is made of changes, and only then', async () => {
    const project = await ReportProject.create(server);
    const id = await project.view();
    const code = await project.followedLink();
    await project.stored(2);
    const reports = ['visitors', 'pages?by=url', 'errors', 'links', `link-detail?code=${code}`, 'audits'];
    const client = await project.listenTo(...reports);
    const counts = new Map(reports.map((report) => [report, client.told(report).length]));
    /** Does something, and waits until it was told of each of these. */
    const tells = async (changed: string[], change: () => Promise<unknown>) => {
      await change();
      for (const report of changed) {
        counts.set(report, counts.get(report)! + 1);
        const { data } = await client.until(report, counts.get(report)!);
        expect(data, report).toEqual(await project.dataOf(report));
      }
    };
    await tells(['visitors', 'pages?by=url'], () => project.view());
    const engagement = { kind: 'engagement', pageview_id: id, engaged_ms: 7_000, scroll_pct: 80 };
    await tells(['pages?by=url'], () => project.track(engagement));
    await tells(['errors'], () => project.ask('/api/track/error', { message: 'boom', environment: 'staging' }));
    await tells(['links', `link-detail?code=${code}`], () => project.follow(code));
    await tells(['audits'], () => project.ask('/api/track/audit', { action: 'invoice.paid', actor: 'kim' }));
    await tells(['errors', 'audits'], () =>
      project.ask('/api/track/errors-update-status', { id: 1, status: 'resolved' }),
    );
    await tells(['links', `link-detail?code=${code}`, 'audits'], () =>
      project.ask('/api/links/edit', { code, label: 'Another' }),
    );
    // What was deleted cannot be told of any more.
    await tells(['links', 'audits'], () => project.ask('/api/links/delete', { code }));
    expect(await client.socket.until('error')).toEqual({
      type: 'error',
      code: 'not_found',
      message: 'Link not found',
      channel: `report:link-detail?code=${code}`,
    });
    expect(new Map(reports.map((report) => [report, client.told(report).length]))).toEqual(counts);
    // A new zone has other days: every report tells so, of its range.
    await project.ask('/api/projects/edit', { id: project.id, timezone: 'Pacific/Auckland' });
    for (const report of reports.filter((name) => !name.startsWith('link-detail'))) {
      const data = await project.dataOf(report);
      await expect.poll(() => client.latest(report)).toEqual(data);
    }
    client.socket.cut();
  });

  it('[R18] is told anew when another process erases somebody', async () => {
    const project = ReportProject.first(server);
    const client = await project.listenTo('visitors');
    const url = 'https://localhost/';
    await project.track({ kind: 'pageview', url, visitor_id: 'to-be-erased', session_token: 's' });
    await client.until('visitors', 2);
    const erase = ['erase-visitor', '--project', String(project.id), '--visitor-id', 'to-be-erased'];
    const { stdout } = await outcome([...erase, '--data-dir', server.dataDir], {});
    expect(stdout).toContain('The visitor is erased.');
    const { data } = await client.until('visitors', 3);
    expect(data).toEqual(client.told('visitors')[0]!.data);
    client.socket.cut();
  });

  it('[R18] tells of its own project alone', async () => {
    const [mine, theirs] = [await ReportProject.create(server), await ReportProject.create(server)];
    const client = await mine.listenTo('visitors');
    const other = await theirs.listenTo('visitors');
    for (let count = 2; count <= 3; count += 1) {
      await mine.view();
      await client.until('visitors', count);
    }
    await theirs.view();
    await other.until('visitors', 2);
    expect(other.told('visitors')).toMatchObject([{ data: { unique_visitors: 0 } }, { data: { unique_visitors: 1 } }]);
    for (const each of [client, other]) each.socket.cut();
  });

  it('[R18] is told at most once a second while more and more is stored, and then as it is', async () => {
    const project = await ReportProject.create(server);
    const began = performance.now();
    const client = await project.listenTo('visitors');
    let sent = 0;
    while (client.told('visitors').length < 4) {
      await project.view();
      sent += 1;
      await new Promise(setImmediate);
    }
    const uniques = () => (client.latest('visitors') as { unique_visitors: number }).unique_visitors;
    await expect.poll(uniques).toBe(sent);
    const seconds = (performance.now() - began) / 1_000;
    // A timer may be a millisecond early.
    expect((client.told('visitors').length - 1) * 0.999).toBeLessThanOrEqual(seconds);
    client.socket.cut();
  });

  it('[R3] [R18] is opened by tokens that name it, or all of them', async () => {
    const project = ReportProject.first(server);
    const tokenFor = async (...channels: string[]) =>
      `?token=${(await project.ask('/api/realtime/token', { channels })).token}`;
    const one = new SocketClient(server.url, await tokenFor('report:pages'));
    await one.until('welcome');
    await one.subscribe('report:pages?range=1d&limit=3');
    await one.until('snapshot');
    one.send({ type: 'subscribe', channel: 'report:visitors' });
    expect(await one.until('error')).toMatchObject({ code: 'forbidden_channel', channel: 'report:visitors' });
    const all = new SocketClient(server.url, await tokenFor('report:*'));
    await all.until('welcome');
    for (const name of ['pages', 'visitors']) await all.subscribe(`report:${name}`);
    await all.until('snapshot', 2);
    for (const client of [one, all]) client.cut();

    const headers = { 'X-API-Key': project.secretKey };
    for (const report of namesOfReports({})) await tokenFor(`report:${report.replace('?', '')}`);
    const wrong = JSON.stringify({ channels: ['report:users'] });
    expect((await send(`${server.url}/api/realtime/token`, { headers, body: wrong })).status).toBe(400);
  });

  it('[R4] [R18] ends with the key', async () => {
    const project = await ReportProject.create(server);
    const client = await project.listenTo('visitors');
    await project.ask('/api/projects/regenerate-keys', { id: project.id, rotate_public: false });
    expect(await client.socket.closed()).toBe(4003);
  });
});
