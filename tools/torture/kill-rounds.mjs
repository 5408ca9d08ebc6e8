import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { cli, startMicrologs } from '../bench/processes.mjs';
import { Sender } from './sender.mjs';

/** A sequence of numbers in [0, 1) that a seed repeats (mulberry32). */
function randomSequence(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Where the ids of events stand in the store. */
const STORED_IDS = [
  "SELECT REPLACE(url, 'https://shop.test/', '') FROM pageviews",
  'SELECT event_id FROM error_events',
  "SELECT event_id FROM audit_entries WHERE source = 'client'",
];

/** What the store holds, read from the file itself. */
function readStore(dataDir) {
  const file = readdirSync(dataDir).find((name) => name.endsWith('.db') && !name.startsWith('spool'));
  const db = new Database(join(dataDir, file), { readonly: true });
  try {
    const stored = new Map();
    for (const query of STORED_IDS) {
      for (const id of db.prepare(query).pluck().all()) stored.set(id, (stored.get(id) ?? 0) + 1);
    }
    const count = (query) => db.prepare(query).pluck().get();
    return {
      stored,
      /** Occurrences that the groups count, and those that are there. */
      occurrences: [
        count('SELECT SUM(occurrences) FROM error_groups'),
        count('SELECT SUM(occurrences) FROM error_group_environments'),
        count('SELECT COUNT(*) FROM error_events'),
      ],
    };
  } finally {
    db.close();
  }
}

/**
 * Starts the real server again and again on one data folder, kills it with SIGKILL at a random moment under load, and
 * in the end compares what was acknowledged with what is stored.
 * @param {{ rounds: number, seed: number, note?: (text: string) => void }} options
 */
export async function killRounds({ rounds, seed, note = () => {} }) {
  const random = randomSequence(seed);
  const dataDir = mkdtempSync(join(tmpdir(), 'micrologs-torture-'));
  const sender = new Sender();
  try {
    for (let round = 1; round <= rounds; round++) {
      const server = await startMicrologs({ dataDir });
      const stop = new AbortController();
      const sending = sender.run({ ...server, connections: 16, signal: stop.signal });
      await sleep(20 + Math.floor(random() * 400));
      await server.kill();
      stop.abort();
      await sending;
      note(`round ${round}: ${sender.acknowledged.size} acknowledged, ${sender.unanswered} without an answer`);
    }
    // The last server stays alive: everything that got no answer is sent again, and everything is drained.
    const server = await startMicrologs({ dataDir });
    await sender.run({ ...server, connections: 16, signal: new AbortController().signal, limit: sender.unanswered });
    let ledger = await server.ledger();
    for (let tries = 0; ledger.pending > 0 && tries < 600; tries++) {
      await sleep(100);
      ledger = await server.ledger();
    }
    await server.stop();
    const { stored, occurrences } = readStore(dataDir);
    return {
      acknowledged: sender.acknowledged.size,
      unanswered: sender.unanswered,
      lost: [...sender.acknowledged].filter((id) => !stored.has(id)),
      twice: [...stored].filter(([, count]) => count > 1).map(([id]) => id),
      unknown: [...stored.keys()].filter((id) => !sender.acknowledged.has(id)),
      occurrences,
      auditLog: execFileSync(process.execPath, [cli, 'audit', 'verify', '--data-dir', dataDir], { encoding: 'utf8' }),
      ledger,
    };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
