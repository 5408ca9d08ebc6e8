import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startServer, type TestServer } from '@micrologs/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aPageview, BROWSER, send } from './requests.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';
/** As OTLP numbers them. */
const KINDS = { server: 2, client: 3, consumer: 5 };
const ERROR = 2;

interface Attribute {
  key: string;
  value: { stringValue?: string; intValue?: number };
}

interface OtlpSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Attribute[];
  status: { code: number };
}

/** What a collector got: one body per export. */
let bodies: string[];
let collector: Server;
let endpoint: string;
let server: TestServer | null;

beforeEach(async () => {
  bodies = [];
  server = null;
  collector = createServer((req, res) => {
    let body = '';
    req.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    req.once('end', () => {
      if (req.url === '/v1/traces') bodies.push(body);
      res.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => collector.once('listening', resolve));
  endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await server?.stop();
  collector.closeAllConnections();
  await new Promise((resolve) => collector.close(resolve));
});

const exports = () => bodies.map((body) => JSON.parse(body).resourceSpans[0]);
const spans = (): OtlpSpan[] => exports().flatMap(({ scopeSpans }) => scopeSpans[0].spans);
const valuesOf = ({ attributes }: OtlpSpan) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]));

it('requests, what they ask the database and batches are told to a collector, and nothing of visitors', async () => {
  server = await startServer({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: 'stats' } });
  const { url, project } = server;
  const body = aPageview({ visitor_id: 'a-visitor', url: 'https://shop.test/secret-page' });
  const headers = { ...BROWSER, 'X-API-Key': project.publicKey, traceparent: `00-${TRACE}-${CALLER}-01` };
  expect((await send(`${url}/api/track/pageview?from=query-text`, { headers, body })).status).toBe(202);
  await send(`${url}/l/nothing-there`);
  const asking = { headers: { 'X-API-Key': project.secretKey } };
  expect((await send(`${url}/api/analytics/visitors?range=7d`, asking)).status).toBe(200);
  const stored = async () => (await send(`${url}/api/analytics/ledger`, asking)).json.data.stored;
  await expect.poll(stored).toBe(1);
  await server.stop();
  server = null;

  const named = (name: string) => {
    const span = spans().find((one) => one.name === name);
    if (!span) throw new Error(`No span ${name} among ${spans().map((one) => one.name)}`);
    return span;
  };
  const track = named('POST /api/track/pageview');
  expect(track).toMatchObject({ kind: KINDS.server, traceId: TRACE, parentSpanId: CALLER });
  expect(valuesOf(track)).toEqual({
    'http.request.method': 'POST',
    'http.route': '/api/track/pageview',
    'http.response.status_code': 202,
    'micrologs.operation': 'trackPageview',
  });
  expect(BigInt(track.endTimeUnixNano)).toBeGreaterThan(BigInt(track.startTimeUnixNano));
  expect(valuesOf(named('GET /l/{code}'))).toMatchObject({ 'http.response.status_code': 404 });

  const report = named('GET /api/analytics/visitors');
  expect(report.parentSpanId ?? '').toBe('');
  const read = named('facts.readVersioned');
  expect(read).toMatchObject({ kind: KINDS.client, traceId: report.traceId, parentSpanId: report.spanId });
  expect(valuesOf(read)).toEqual({ 'db.system.name': 'sqlite', 'db.operation.name': 'facts.readVersioned' });
  // What is asked again and again is part of no request.
  expect(spans().some(({ name }) => name === 'projects.changeNumber')).toBe(false);

  const batch = named('store batch');
  expect(batch.kind).toBe(KINDS.consumer);
  expect(valuesOf(batch)).toMatchObject({ 'messaging.batch.message_count': 1 });
  expect(spans().some(({ status }) => status.code === ERROR)).toBe(false);

  expect(exports()[0].resource.attributes).toContainEqual({ key: 'service.name', value: { stringValue: 'stats' } });
  for (const text of ['a-visitor', 'secret-page', 'query-text', 'Firefox', '127.0.0.1', project.secretKey]) {
    expect(bodies.join('')).not.toContain(text);
  }
});

it('a collector that is away is told of, and holds up neither answers nor the end', async () => {
  await new Promise((resolve) => collector.close(resolve));
  // Settings of the SDK itself, which tries for 10 s otherwise.
  const soon = { OTEL_BSP_SCHEDULE_DELAY: '50', OTEL_EXPORTER_OTLP_TIMEOUT: '200' };
  server = await startServer({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ...soon } });
  const headers = { ...BROWSER, 'X-API-Key': server.project.publicKey };
  for (let i = 0; i < 3; i++) {
    expect((await send(`${server.url}/api/track/pageview`, { headers, body: aPageview() })).status).toBe(202);
  }
  await expect.poll(server.output).toContain('traces cannot be sent');
  expect(await server.stop()).toBe(0);
  server = null;
});
