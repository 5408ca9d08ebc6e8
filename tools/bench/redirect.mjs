import { hammerLink } from './load.mjs';
import { startBareKoa, startMicrologs } from './processes.mjs';
import { median, row } from './table.mjs';

const PAIRS = Number(process.env.BENCH_PAIRS ?? 7);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 3);
const CONNECTIONS = 50;

/** Redirects whose clicks are recorded and stored meanwhile, against bare Koa that redirects and does nothing else. */
export async function benchRedirect() {
  console.log(
    `\nRedirects with recorded clicks, against bare Koa (medians of ${PAIRS} adjacent pairs of ${SECONDS} s)`,
  );
  const bare = await startBareKoa();
  const micrologs = await startMicrologs();
  try {
    const { code } = await micrologs.post('/api/links/create', { destination_url: 'https://shop.test/spring' });
    const load = { path: `/l/${code}`, connections: CONNECTIONS };
    let followed = 0;
    const follow = async (seconds) => {
      const result = await hammerLink({ ...micrologs, ...load, seconds });
      followed += result.requests;
      return result;
    };
    await hammerLink({ ...bare, ...load, seconds: 1 });
    await follow(2);
    const pairs = [];
    for (let pair = 0; pair < PAIRS; pair++) {
      const anchor = await hammerLink({ ...bare, ...load, seconds: SECONDS });
      const ours = await follow(SECONDS);
      await micrologs.untilDrained();
      pairs.push({ anchor, ours });
    }
    const { total_clicks: stored } = await micrologs.read(`/api/links/detail?code=${code}`);
    const of = (pick) => median(pairs.map(pick));
    row(`${CONNECTIONS} connections, draining`, {
      'bare Koa redirects/s': of(({ anchor }) => anchor.perSecond).toFixed(0),
      'redirects/s': of(({ ours }) => ours.perSecond).toFixed(0),
      ratio: [of(({ anchor, ours }) => ours.perSecond / anchor.perSecond), 0.5, 'least'],
      'p99 ms': [of(({ ours }) => ours.p99Ms), 20, 'most'],
      'bare Koa p99 ms': of(({ anchor }) => anchor.p99Ms).toFixed(1),
      // wrk does not count what is on its way when it ends.
      'clicks stored of those followed, %': [Math.min(100, (100 * stored) / followed), 100, 'least'],
    });
  } finally {
    await bare.stop();
    await micrologs.stop();
  }
}
