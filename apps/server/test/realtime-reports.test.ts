import { operationIds, operationInfo } from '@micrologs/contract';
import { startServer, type TestServer } from '@micrologs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outcome } from './processes.ts';
import { BROWSER, send } from './requests.ts';
import { type Message, SocketClient } from './socket-client.ts';

interface Keys {
  id: number;
  publicKey: string;
  secretKey: string;
}

let server: TestServer;
let visitors = 0;

beforeAll(async () => {
  server = await startServer({ env: { RATE_LIMITS: 'off' } });
});

afterAll(async () => {
  await server?.stop();
});

async function ask({ secretKey }: { secretKey: string }, path: string, body: object) {
  const headers = { ...BROWSER, 'X-API-Key': secretKey, 'X-Admin-Key': server.adminKey };
  const { status, json } = await send(`${server.url}${path}`, { headers, body: JSON.stringify(body) });
  expect([200, 202], JSON.stringify(json)).toContain(status);
  return json.data;
}

async function newProject(): Promise<Keys> {
  const { id, public_key, secret_key } = await ask(server.project, '/api/projects/create', {
    name: 'Another',
    allowed_domains: ['shop.test'],
  });
  return { id, publicKey: public_key, secretKey: secret_key };
}

const overHttp = ({ secretKey }: Keys, report: string) =>
  send(`${server.url}/api/analytics/${report}`, { headers: { 'X-API-Key': secretKey } });

async function dataOf(project: Keys, report: string): Promise<object> {
  const { status, json } = await overHttp(project, report);
  expect(status, JSON.stringify(json)).toBe(200);
  return json.data;
}

/** Views of visitors of their own. @returns the id of the last one's event */
async function view(project: Keys, count = 1): Promise<string> {
  let id = '';
  const events = Array.from({ length: count }, () => {
    visitors += 1;
    id = `view-${visitors}`;
    const url = `https://shop.test/${visitors % 7}?utm_source=letter`;
    return { kind: 'pageview', event_id: id, url, visitor_id: `v${visitors}`, session_token: 's' };
  });
  await ask(project, '/api/track/batch', { events });
  return id;
}

async function followedLink(project: Keys): Promise<string> {
  const { code } = await ask(project, '/api/links/create', { destination_url: 'https://shop.test/' });
  await follow(code);
  return code;
}

async function follow(code: string): Promise<void> {
  expect((await send(`${server.url}/l/${code}`, { headers: BROWSER })).status).toBe(302);
}

/** Waits until so many events of the project are stored. */
async function stored(project: Keys, count: number): Promise<void> {
  const ledger = () => dataOf(project, 'ledger');
  await expect.poll(ledger, { timeout: 20_000 }).toMatchObject({ pending: 0, stored: count });
}

/** A client that listens to reports, with what it was told of each. */
class ReportClient {
  private constructor(readonly socket: SocketClient) {}

  static async open(project: Keys, ...reports: string[]): Promise<ReportClient> {
    const client = new ReportClient(await SocketClient.open(server.url, project.secretKey));
    for (const report of reports) await client.listenTo(report);
    return client;
  }

  async listenTo(report: string): Promise<Message> {
    this.socket.send({ type: 'subscribe', channel: `report:${report}` });
    return this.until(report, 1);
  }

  /** Waits for so many answers of a report. @returns the last of them */
  async until(report: string, count: number): Promise<Message> {
    await expect
      .poll(() => this.told(report).length, { timeout: 20_000, interval: 5, message: this.socket.summary() })
      .toBe(count);
    return this.told(report)[count - 1]!;
  }

  told(report: string): Message[] {
    return this.socket.messages.filter(({ type, channel }) => type === 'snapshot' && channel === `report:${report}`);
  }
}

/** The reports of the contract by name, those that need to be told of what with it. */
function namesOfReports(needed: Record<string, string>): string[] {
  return operationIds
    .filter((id) => operationInfo(id).tag === 'Analytics')
    .map((id) => {
      const name = operationInfo(id).path.slice('/api/analytics/'.length);
      return `${name}?${needed[name] ?? ''}`;
    });
}

describe('every report', () => {
  it('[R18] is told as it is answered over HTTP, whatever it is asked', async () => {
    const project = await newProject();
    const id = await view(project, 20);
    await ask(project, '/api/track/batch', { events: [{ kind: 'engagement', pageview_id: id, engaged_ms: 9_000 }] });
    for (const environment of ['staging', 'production']) {
      await ask(project, '/api/track/error', { message: `boom ${environment}`, environment, context: { n: 1e21 } });
    }
    await ask(project, '/api/track/audit', { action: 'invoice.paid', actor: 'kim' });
    const code = await followedLink(project);
    await stored(project, 25);

    const client = await ReportClient.open(project);
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
        expect(JSON.stringify(data), asked).toBe(JSON.stringify(await dataOf(project, asked)));
        client.socket.send({ type: 'unsubscribe', channel: `report:${asked}` });
      }
    }
    client.socket.cut();
  });

  it('[R18] is refused with the message of HTTP', async () => {
    const { project } = server;
    const client = await SocketClient.open(server.url, project.secretKey);
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
        const { status, json } = await overHttp(project, asked);
        if (status === 200) continue;
        refused += 1;
        const one = await SocketClient.open(server.url, project.secretKey);
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
    const project = await newProject();
    const id = await view(project);
    const code = await followedLink(project);
    await stored(project, 2);
    const reports = ['visitors', 'pages?by=url', 'errors', 'links', `link-detail?code=${code}`, 'audits'];
    const client = await ReportClient.open(project, ...reports);
    const counts = new Map(reports.map((report) => [report, client.told(report).length]));
    /** Does something, and waits until it was told of each of these. */
    const tells = async (changed: string[], change: () => Promise<unknown>) => {
      await change();
      for (const report of changed) {
        counts.set(report, counts.get(report)! + 1);
        const { data } = await client.until(report, counts.get(report)!);
        expect(data, report).toEqual(await dataOf(project, report));
      }
    };
    await tells(['visitors', 'pages?by=url'], () => view(project));
    const engagement = { kind: 'engagement', pageview_id: id, engaged_ms: 7_000, scroll_pct: 80 };
    await tells(['pages?by=url'], () => ask(project, '/api/track/batch', { events: [engagement] }));
    await tells(['errors'], () => ask(project, '/api/track/error', { message: 'boom', environment: 'staging' }));
    await tells(['links', `link-detail?code=${code}`], () => follow(code));
    await tells(['audits'], () => ask(project, '/api/track/audit', { action: 'invoice.paid', actor: 'kim' }));
    await tells(['errors', 'audits'], () =>
      ask(project, '/api/track/errors-update-status', { id: 1, status: 'resolved' }),
    );
    await tells(['links', `link-detail?code=${code}`, 'audits'], () =>
      ask(project, '/api/links/edit', { code, label: 'Another' }),
    );
    // What was deleted cannot be told of any more.
    await tells(['links', 'audits'], () => ask(project, '/api/links/delete', { code }));
    expect(await client.socket.until('error')).toEqual({
      type: 'error',
      code: 'not_found',
      message: 'Link not found',
      channel: `report:link-detail?code=${code}`,
    });
    expect(new Map(reports.map((report) => [report, client.told(report).length]))).toEqual(counts);
    // A new zone has other days: every report tells so, of its range.
    await ask(project, '/api/projects/edit', { id: project.id, timezone: 'Pacific/Auckland' });
    for (const report of reports.filter((name) => !name.startsWith('link-detail'))) {
      const data = await dataOf(project, report);
      await expect.poll(() => client.told(report).at(-1)!.data, { timeout: 20_000 }).toEqual(data);
    }
    client.socket.cut();
  });

  it('[R18] is told anew when another process erases somebody', async () => {
    const { project } = server;
    const client = await ReportClient.open(project, 'visitors');
    await ask(project, '/api/track/batch', {
      events: [{ kind: 'pageview', url: 'https://localhost/', visitor_id: 'to-be-erased', session_token: 's' }],
    });
    await client.until('visitors', 2);
    const erase = ['erase-visitor', '--project', String(project.id), '--visitor-id', 'to-be-erased'];
    const { stdout } = await outcome([...erase, '--data-dir', server.dataDir], {});
    expect(stdout).toContain('The visitor is erased.');
    const { data } = await client.until('visitors', 3);
    expect(data).toEqual(client.told('visitors')[0]!.data);
    client.socket.cut();
  });

  it('[R18] tells of its own project alone', async () => {
    const [mine, theirs] = [await newProject(), await newProject()];
    const client = await ReportClient.open(mine, 'visitors');
    const other = await ReportClient.open(theirs, 'visitors');
    for (let count = 2; count <= 3; count += 1) {
      await view(mine);
      await client.until('visitors', count);
    }
    await view(theirs);
    const { data } = await other.until('visitors', 2);
    expect(data).toMatchObject({ unique_visitors: 1 });
    expect(other.told('visitors').map(({ data }) => (data as { unique_visitors: number }).unique_visitors)).toEqual([
      0, 1,
    ]);
    for (const each of [client, other]) each.socket.cut();
  });

  it('[R18] is told at most once a second while more and more is stored, and then as it is', async () => {
    const project = await newProject();
    const began = performance.now();
    const client = await ReportClient.open(project, 'visitors');
    let sent = 0;
    while (client.told('visitors').length < 4) {
      await view(project);
      sent += 1;
      await new Promise(setImmediate);
    }
    const uniques = () => (client.told('visitors').at(-1)!.data as { unique_visitors: number }).unique_visitors;
    await expect.poll(uniques, { timeout: 20_000 }).toBe(sent);
    const seconds = (performance.now() - began) / 1_000;
    // A timer may be a millisecond early.
    expect((client.told('visitors').length - 1) * 0.999).toBeLessThanOrEqual(seconds);
    client.socket.cut();
  });

  it('[R3] [R18] is opened by tokens that name it, or all of them', async () => {
    const { project } = server;
    const tokenFor = async (...channels: string[]) =>
      `?token=${(await ask(project, '/api/realtime/token', { channels })).token}`;
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
    const project = await newProject();
    const client = await ReportClient.open(project, 'visitors');
    await ask(project, '/api/projects/regenerate-keys', { id: project.id, rotate_public: false });
    expect(await client.socket.closed()).toBe(4003);
  });
});
