import { setTimeout as sleep } from 'node:timers/promises';
import { examine } from './examine.mjs';
import { CLOCK_STEP_MS, FAULTS } from './faults.mjs';
import { openInstallation } from './installation.mjs';
import { randomSequence } from './random.mjs';
import { Sender } from './sender.mjs';

const CLIENTS = 3;
const CONNECTIONS = 4;
/** A client sends so many events, then rests: what is sent is to be stored within the time of a test as well. */
const BURST = 40;
const REST_MS = 150;
const ANSWER_WAIT_MS = 30_000;
const CALM_MS = 400;
/** How often two things go wrong at once. */
const TWO_AT_ONCE = 1 / 3;

/**
 * Runs two nodes that answer, two that store, Valkey and MariaDB under the load of several clients, each of which keeps what was
 * acknowledged to it; lets one thing after the other go wrong, each of them once before any comes again; and in the end compares
 * what was acknowledged with what is stored and reported.
 * @param {{ rounds: number, seed: number, note?: (text: string) => void }} options
 */
export async function faultRounds({ rounds, seed, note = () => {} }) {
  const random = randomSequence(seed);
  const installation = await openInstallation();
  const senders = Array.from({ length: CLIENTS }, () => new Sender());
  const sum = (of) => senders.reduce((total, sender) => total + of(sender), 0);
  const acknowledged = () => sum((sender) => sender.acknowledged.size);
  const refused = () => sum((sender) => sender.refused);
  const table = new Map();
  const stop = new AbortController();

  const send = (sender, { url }, limit) =>
    sender.run({
      url,
      publicKey: installation.publicKey,
      connections: CONNECTIONS,
      // The events' own times are in the past also where a clock is behind.
      now: Date.now() - CLOCK_STEP_MS,
      signal: AbortSignal.timeout(ANSWER_WAIT_MS),
      limit,
    });

  /** To whichever node answers, until it is told to stop. */
  async function load(sender) {
    for (let turn = senders.indexOf(sender); !stop.signal.aborted; turn++) {
      const up = installation.api.filter(({ url }) => url !== null);
      if (up.length > 0) await send(sender, up[turn % up.length], BURST);
      await sleep(REST_MS);
    }
  }

  async function strike(faults) {
    const before = { acknowledged: acknowledged(), refused: refused(), at: Date.now() };
    // Each by random numbers of its own, so that a seed repeats them however long the other one takes.
    const sequences = faults.map(() => randomSequence(random() * 2 ** 32));
    await Promise.all(faults.map((fault, i) => fault.strike(installation, { random: sequences[i], refused })));
    for (const { name } of faults) {
      const row = table.get(name) ?? { times: 0, seconds: 0, acknowledged: 0, refused: 0 };
      row.times += 1;
      row.seconds += (Date.now() - before.at) / 1000;
      row.acknowledged += acknowledged() - before.acknowledged;
      row.refused += refused() - before.refused;
      table.set(name, row);
    }
    const names = faults.map(({ name }) => name).join(', and ');
    note(`${names}: ${acknowledged()} acknowledged, ${refused()} refused, ${sum((sender) => sender.unanswered)} open`);
  }

  /** What got no 202 is sent until it does, and whoever answers knows of nothing that waits. */
  async function settle() {
    const [first, second] = installation.api;
    while (sum((sender) => sender.unanswered) > 0) {
      for (const sender of senders) await send(sender, first, sender.unanswered);
    }
    // Each of them knows what waits in its own spool.
    for (const node of [first, second, first]) await installation.serverOf(node).untilDrained();
  }

  try {
    const loads = senders.map(load);
    let due = [];
    for (let round = 0; round < rounds; round++) {
      if (due.length === 0) due = shuffled(FAULTS, random);
      const fault = due.pop();
      const others = FAULTS.filter(({ touches }) => !touches.some((what) => fault.touches.includes(what)));
      const isDouble = random() < TWO_AT_ONCE;
      await strike(isDouble ? [fault, others[Math.floor(random() * others.length)]] : [fault]);
      await sleep(CALM_MS);
    }
    stop.abort();
    await Promise.all(loads);
    await settle();
    const [node] = installation.api;
    const found = await examine({ server: installation.serverOf(node), store: installation.store, senders });
    return { ...found, table, crashes: installation.nodes.flatMap(({ crashes }) => crashes) };
  } finally {
    stop.abort();
    await installation.close();
  }
}

function shuffled(items, random) {
  const left = [...items];
  return items.map(() => left.splice(Math.floor(random() * left.length), 1)[0]);
}

/** @returns lines of text */
export function faultTable(table) {
  const cells = [...table].map(([name, { times, seconds, acknowledged, refused }]) => [
    name,
    `${times}`,
    seconds.toFixed(1),
    `${acknowledged}`,
    `${refused}`,
  ]);
  const rows = [['fault', 'times', 'seconds', 'acknowledged meanwhile', 'answered 503'], ...cells];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '),
  );
}
