import { operationIds, operationInfo } from '@micrologs/contract';
import type { TestServer } from '@micrologs/testing';
import { expect } from 'vitest';
import { type Answer, BROWSER, send } from './requests.ts';
import { type Message, SocketClient } from './socket-client.ts';

let visitors = 0;

/** The reports of the contract by name, with their parameters where they need some. */
export function namesOfReports(needed: Record<string, string>): string[] {
  return operationIds
    .filter((id) => operationInfo(id).tag === 'Analytics')
    .map((id) => {
      const name = operationInfo(id).path.slice('/api/analytics/'.length);
      return `${name}?${needed[name] ?? ''}`;
    });
}

/** A project of a running server whose reports are asked for and listened to. */
export class ReportProject {
  private constructor(
    readonly server: TestServer,
    readonly id: number,
    readonly secretKey: string,
  ) {}

  /** The one that the server made at its first start. */
  static first(server: TestServer): ReportProject {
    return new ReportProject(server, server.project.id, server.project.secretKey);
  }

  static async create(server: TestServer): Promise<ReportProject> {
    const { id, secret_key } = await ReportProject.first(server).ask('/api/projects/create', {
      name: 'Another',
      allowed_domains: ['shop.test'],
    });
    return new ReportProject(server, id, secret_key);
  }

  async ask(path: string, body: object) {
    const headers = { ...BROWSER, 'X-API-Key': this.secretKey, 'X-Admin-Key': this.server.adminKey };
    const { status, json } = await send(`${this.server.url}${path}`, { headers, body: JSON.stringify(body) });
    expect([200, 202], JSON.stringify(json)).toContain(status);
    return json.data;
  }

  track(...events: object[]): Promise<unknown> {
    return this.ask('/api/track/batch', { events });
  }

  /** Views of visitors of their own. @returns the id of the last one's event */
  async view(count = 1): Promise<string> {
    const events = Array.from({ length: count }, () => {
      visitors += 1;
      const url = `https://shop.test/${visitors % 7}?utm_source=letter`;
      return { kind: 'pageview', event_id: `view-${visitors}`, url, visitor_id: `v${visitors}`, session_token: 's' };
    });
    await this.track(...events);
    return events.at(-1)!.event_id;
  }

  /** @returns its code */
  async followedLink(): Promise<string> {
    const { code } = await this.ask('/api/links/create', { destination_url: 'https://shop.test/' });
    await this.follow(code);
    return code;
  }

  async follow(code: string): Promise<void> {
    expect((await send(`${this.server.url}/l/${code}`, { headers: BROWSER })).status).toBe(302);
  }

  /** Waits until so many of its events are stored. */
  async stored(count: number): Promise<void> {
    const ledger = () => this.dataOf('ledger');
    await expect.poll(ledger).toMatchObject({ pending: 0, stored: count });
  }

  /** Waits until nothing of it waits to be stored. */
  async drained(): Promise<void> {
    await expect.poll(() => this.dataOf('ledger')).toMatchObject({ pending: 0 });
  }

  overHttp(report: string): Promise<Answer> {
    return send(`${this.server.url}/api/analytics/${report}`, { headers: { 'X-API-Key': this.secretKey } });
  }

  async dataOf(report: string): Promise<object> {
    const { status, json } = await this.overHttp(report);
    expect(status, JSON.stringify(json)).toBe(200);
    return json.data;
  }

  open(): Promise<SocketClient> {
    return SocketClient.open(this.server.url, this.secretKey);
  }

  async listenTo(...reports: string[]): Promise<ReportClient> {
    const client = new ReportClient(await this.open());
    for (const report of reports) await client.listenTo(report);
    return client;
  }
}

/** A client that listens to reports, with what it was told of each. */
export class ReportClient {
  constructor(readonly socket: SocketClient) {}

  async listenTo(report: string): Promise<Message> {
    this.socket.send({ type: 'subscribe', channel: `report:${report}` });
    return this.until(report, 1);
  }

  /** Waits for so many answers of a report. @returns the last of them */
  async until(report: string, count: number): Promise<Message> {
    await expect.poll(() => this.told(report).length, { interval: 5, message: this.socket.summary() }).toBe(count);
    return this.told(report)[count - 1]!;
  }

  told(report: string): Message[] {
    return this.socket.messages.filter(({ type, channel }) => type === 'snapshot' && channel === `report:${report}`);
  }

  /** What a report was told to be last. */
  latest(report: string): object {
    return this.told(report).at(-1)!.data as object;
  }
}
