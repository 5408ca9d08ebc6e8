import { setTimeout as sleep } from 'node:timers/promises';
import { spawnMicrologs, startMicrologs } from '../bench/processes.mjs';
import { examine } from './examine.mjs';
import { randomSequence } from './random.mjs';
import { Sender } from './sender.mjs';
import { shiftedClock } from './shifted-clock.mjs';
import { openStore } from './store.mjs';

const DAY_MS = 86_400_000;
const AFTERNOON_MS = 14 * 3_600_000;
const CONNECTIONS = 16;
const LEAST_SENDING_MS = 20;
const SENDING_MS = 400;
/** A start takes about so long; days that have ended are sealed and retired in the second half of it. */
const START_MS = 800;
/** The server looks once a minute at what is due. */
const UPKEEP_MS = 150_000;
/** Rows of a day go ten days after its end. */
const ROWS_KEPT_DAYS = 11;

/** Which processes die in a round, where the engine has one of its own. */
const VICTIMS = [['server'], ['database'], ['database', 'server']];

/**
 * Starts the real server again and again on one data folder, kills it (or its database, or both) with SIGKILL at a random moment
 * under load, and in the end compares what was acknowledged with what is stored and reported.
 * @param {{
 *   rounds: number, seed: number, engine?: 'sqlite' | 'mariadb' | 'galera',
 *   daysPerRound?: number, how far the server's clock goes ahead with each of its starts, so that days end, are sealed and retired
 *   note?: (text: string) => void
 * }} options
 */
export async function killRounds({ rounds, seed, engine = 'sqlite', daysPerRound = 0, note = () => {} }) {
  const random = randomSequence(seed);
  const store = await openStore(engine);
  const sender = new Sender();
  // Where days go by, it is the afternoon of each, so that its events came on it and it ends with the next step.
  let aheadMs = daysPerRound > 0 ? AFTERNOON_MS - (Date.now() % DAY_MS) : 0;
  let daysGone = 0;
  let server = null;

  const options = () => ({
    dataDir: store.dataDir,
    env: { ...store.env, ...(daysPerRound > 0 && shiftedClock(aheadMs)) },
  });
  const send = (more) => sender.run({ ...server, connections: CONNECTIONS, now: Date.now() + aheadMs, ...more });
  const sendUnanswered = () => send({ signal: new AbortController().signal, limit: sender.unanswered });

  async function killServer() {
    await server.kill();
    server = null;
  }

  /** A server left alone does in the background what it was killed in before. What is missing after all is told by the result. */
  async function untilUpkept(isDone) {
    const deadline = Date.now() + UPKEEP_MS;
    while (!isDone(await readUpkeep(store)) && Date.now() < deadline) await sleep(100);
  }

  /** @param settled nothing of the days that end is on its way any more, so that they need not be sealed again */
  async function goToNextDay(settled) {
    if (settled) {
      server ??= await startMicrologs(options());
      await sendUnanswered();
      await server.untilDrained();
    }
    if (server) await killServer();
    aheadMs += daysPerRound * DAY_MS;
    daysGone += daysPerRound;
    if (random() < 0.5) return;
    const starting = await spawnMicrologs(options());
    await sleep(START_MS * (0.5 + random()));
    await starting.kill();
  }

  async function kill(victims) {
    if (victims.includes('database')) {
      await store.database.kill();
      await sleep(Math.floor(random() * SENDING_MS));
    }
    if (victims.includes('server')) await killServer();
  }

  try {
    for (let round = 1; round <= rounds; round++) {
      // Days that are not settled change after they were sealed, and none after them is retired: so these come later.
      if (daysPerRound > 0 && round > 1) await goToNextDay(round <= rounds / 2);
      server ??= await startMicrologs(options());
      const lastSettled = round === Math.floor(rounds / 2);
      if (lastSettled && daysGone > ROWS_KEPT_DAYS) await untilUpkept(({ retiredDays }) => retiredDays > 0);
      // Before what got no answer is too old for the time that it tells.
      await sendUnanswered();
      const stop = new AbortController();
      const sending = send({ signal: stop.signal });
      await sleep(LEAST_SENDING_MS + Math.floor(random() * SENDING_MS));
      const victims = store.database ? VICTIMS[Math.floor(random() * VICTIMS.length)] : ['server'];
      await kill(victims);
      stop.abort();
      await sending;
      if (victims.includes('database')) await store.database.start();
      note(
        `round ${round}, ${victims.join(' and ')}: ${sender.acknowledged.size} acknowledged, ${sender.unanswered} without an answer`,
      );
    }
    // The last server stays alive: everything that got no answer is sent again, and everything is drained.
    server ??= await startMicrologs(options());
    await sendUnanswered();
    await server.untilDrained();
    if (daysPerRound > 0) await untilUpkept(({ sealedDays }) => sealedDays >= rounds - 1);
    const found = await examine({ server, store, senders: [sender] });
    await server.stop();
    return { ...found, ...(await readUpkeep(store)) };
  } finally {
    await server?.kill();
    await store.remove();
  }
}

async function readUpkeep(store) {
  const [{ days, retired }] = await store.rows(
    'SELECT COUNT(*) AS days, COALESCE(SUM(retired), 0) AS retired FROM sealed_days',
  );
  return { sealedDays: Number(days), retiredDays: Number(retired) };
}
