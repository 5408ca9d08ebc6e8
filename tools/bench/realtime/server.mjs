import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from './monotonic.mjs';

export const ENV = { REALTIME_SOCKETS_PER_ADDRESS: '50000', REALTIME_SOCKETS_PER_PROJECT: '50000' };
const PATH = '/api/realtime';
const TICK_MS = 50;

/** Where clients of a server find a project's channel. @param mayDeflate whether they offer what browsers do */
export function targetOf({ url }, { id, secretKey }, mayDeflate = true) {
  const { hostname, port } = new URL(url);
  const headers = {
    'X-API-Key': secretKey,
    ...(mayDeflate && { 'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits' }),
  };
  const address = { host: hostname, port: Number(port), path: PATH, headers };
  return { address, project: id, subscribe: 'pageviews' };
}

/** Projects with their keys; the first one is there already. */
export async function projectsOf(server, count) {
  const projects = [{ id: 1, secretKey: server.secretKey }];
  while (projects.length < count) {
    const answer = await fetch(`${server.url}/api/projects/create`, {
      method: 'POST',
      headers: { 'X-Admin-Key': server.adminKey, 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: `Project ${projects.length}`, allowed_domains: ['shop.test'] }),
    });
    const { data } = await answer.json();
    projects.push({ id: data.id, secretKey: data.secret_key });
  }
  return projects;
}

/** Sends pageviews at a steady rate, in batches, to one project after another. */
export async function sendViews({ url }, projects, { perSecond, seconds }) {
  const perTick = (perSecond * TICK_MS) / 1000;
  const answers = [];
  const startedAt = monotonicMs();
  for (let tick = 0; tick < (seconds * 1000) / TICK_MS; tick++) {
    await sleep(Math.max(0, startedAt + tick * TICK_MS - monotonicMs()));
    answers.push(post(url, projects[tick % projects.length], perTick));
  }
  await Promise.all(answers);
}

async function post(url, { secretKey }, count) {
  const answer = await fetch(`${url}/api/track/batch`, {
    method: 'POST',
    headers: { 'X-API-Key': secretKey, 'Content-Type': 'application/json' },
    body: JSON.stringify({ events: Array.from({ length: count }, aView) }),
  });
  if (answer.status !== 202) throw new Error(`A batch was answered ${answer.status}: ${await answer.text()}`);
}

function aView() {
  const id = randomUUID();
  return {
    kind: 'pageview',
    url: `https://shop.test/products/item-${id}?color=blue&utm_source=mail&utm_campaign=spring`,
    page_title: 'Item of the season | Shop',
    referrer: 'https://www.google.com/',
    visitor_id: id,
    session_token: id,
  };
}
