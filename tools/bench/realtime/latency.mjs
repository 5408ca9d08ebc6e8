import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { cpuSeconds, startMicrologs } from '../processes.mjs';
import { row } from '../table.mjs';
import { Clients } from './clients.mjs';
import { ENV, projectsOf, sendViews, targetOf } from './server.mjs';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 20);
const SOCKETS = 1_000;
const PER_SECOND = 1_000;
const CORES = 2;
/** What is under way at the end of the load has been told by then. */
const SETTLE_MS = 2_000;

/** From the commit of the storing transaction until the message is there, whole, in the process of each client. */
export async function benchLatency() {
  console.log(`\nRealtime: ${PER_SECOND} events/s to ${SOCKETS} sockets, from commit to client`);
  row('Of 100 projects', await measure(100));
  row('All of one project', await measure(1));
  row('All of one project, clients that take nothing deflated', await measure(1, false));
}

async function measure(projectCount, mayDeflate = true) {
  const folder = mkdtempSync(join(tmpdir(), 'micrologs-realtime-'));
  const commits = join(folder, 'commits');
  const hook = fileURLToPath(new URL('commit-times.mjs', import.meta.url));
  const server = await startMicrologs({ env: { ...ENV, BENCH_COMMITS: commits, NODE_OPTIONS: `--import=${hook}` } });
  const clients = new Clients(2);
  try {
    const projects = await projectsOf(server, projectCount);
    await clients.open(
      SOCKETS,
      projects.map((project) => targetOf(server, project, mayDeflate)),
    );
    await sendViews(server, projects, { perSecond: PER_SECOND, seconds: 3 });
    await sleep(SETTLE_MS);
    await clients.begin();
    const before = cpuSeconds(server.pid);
    const own = process.cpuUsage();
    await sendViews(server, projects, { perSecond: PER_SECOND, seconds: SECONDS });
    const load = process.cpuUsage(own);
    await sleep(SETTLE_MS);
    const after = cpuSeconds(server.pid);
    const { told, snapshots, bytes, cpu } = await clients.end();
    const times = latencies(told, commitsIn(commits));
    const share = (seconds) => `${((100 * seconds) / (SECONDS * CORES)).toFixed(0)} %`;
    return {
      'p50 ms': times.at(0.5).toFixed(0),
      'p99 ms': [times.at(0.99), 250, 'most'],
      'longest ms': times.at(1).toFixed(0),
      'told, % of events': [(100 * times.events) / (PER_SECOND * SECONDS * (SOCKETS / projectCount)), 100, 'least'],
      'sockets that fell behind': snapshots,
      'MB/s': (bytes / 1e6 / SECONDS).toFixed(0),
      'share of both cores, server': share(after.total - before.total),
      clients: share(cpu),
      load: share((load.user + load.system) / 1e6),
    };
  } finally {
    await clients.stop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** By project: the last number and the time of each commit, in order. */
function commitsIn(file) {
  const commits = new Map();
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const space = line.indexOf(' ');
    for (const [project, last] of JSON.parse(line.slice(space))) {
      const known = commits.get(project) ?? [];
      commits.set(project, known);
      if (known.at(-1)?.last !== last) known.push({ last, at: Number(line.slice(0, space)) });
    }
  }
  return commits;
}

/**
 * A message tells of the events up to its offset that belong to one commit or several; each counts.
 * @param told project, first offset, last offset and time of each message
 */
function latencies(told, commits) {
  const weighted = [];
  let events = 0;
  for (const [project, first, last, at] of told) {
    const known = commits.get(project);
    for (let next = first; next <= last; ) {
      const commit = known[firstWith(known, next)];
      const end = Math.min(last, commit.last);
      weighted.push([at - commit.at, end - next + 1]);
      events += end - next + 1;
      next = end + 1;
    }
  }
  weighted.sort(([a], [b]) => a - b);
  return {
    events,
    at(share) {
      let left = share * events;
      for (const [ms, count] of weighted) {
        left -= count;
        if (left <= 0) return ms;
      }
      return weighted.at(-1)[0];
    },
  };
}

/** @returns the index of the first commit after which the number was given */
function firstWith(commits, number) {
  let [low, high] = [0, commits.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (commits[middle].last >= number) high = middle;
    else low = middle + 1;
  }
  return low;
}
