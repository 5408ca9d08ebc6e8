import { execFileSync } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import { cli } from '../bench/processes.mjs';
import { readReports, recount } from './recount.mjs';

/**
 * Compares what was acknowledged with what is stored and reported, once everything is drained.
 * @param {{
 *   server: ReturnType<typeof import('../bench/processes.mjs').asking>, store: { dataDir: string, env: object, rows: (query: string) => Promise<object[]> },
 *   senders: import('./sender.mjs').Sender[]
 * }} options
 */
export async function examine({ server, store, senders }) {
  const acknowledged = new Map(senders.flatMap((sender) => [...sender.acknowledged]));
  const ledger = await server.ledger();
  const reports = await readReports(server);
  const ids = await storedIds(server, store);
  return {
    acknowledged: acknowledged.size,
    unanswered: senders.reduce((sum, sender) => sum + sender.unanswered, 0),
    lost: [...acknowledged.keys()].filter((id) => !ids.has(id)),
    twice: [...ids].filter(([, count]) => count > 1).map(([id]) => id),
    unknown: [...ids.keys()].filter((id) => !acknowledged.has(id)),
    occurrences: await countOccurrences(store),
    reports,
    expectedReports: recount(acknowledged.values()),
    auditLog: execFileSync(process.execPath, [cli, 'audit', 'verify', '--data-dir', store.dataDir], {
      encoding: 'utf8',
      env: { ...process.env, ...store.env },
    }),
    ledger,
  };
}

/**
 * What is not as promised.
 * @param {Awaited<ReturnType<typeof examine>> & { crashes?: string[] }} result
 * @returns {string[]} sentences; none when all is well
 */
export function problemsOf(result) {
  const { acknowledged, unanswered, lost, twice, unknown, occurrences, reports, expectedReports, ledger, auditLog } =
    result;
  const dropped = Object.values(ledger.dropped).reduce((sum, count) => sum + count, 0);
  const checks = [
    [unanswered === 0, `${unanswered} events were never acknowledged`],
    [lost.length === 0, `${lost.length} acknowledged events are not stored: ${lost.slice(0, 5)}`],
    [twice.length === 0, `${twice.length} events are stored twice: ${twice.slice(0, 5)}`],
    [unknown.length === 0, `${unknown.length} events were never sent: ${unknown.slice(0, 5)}`],
    [new Set(occurrences).size === 1, `occurrences are counted differently: ${occurrences.join(' / ')}`],
    [isDeepStrictEqual(reports, expectedReports), 'reports differ from a recount'],
    [ledger.received === ledger.stored + dropped + ledger.pending, 'the ledger does not balance'],
    [ledger.pending === 0, `${ledger.pending} events wait for ever`],
    [ledger.stored === acknowledged, `the ledger counts ${ledger.stored} stored events, not ${acknowledged}`],
    [auditLog.includes('as recorded'), 'the audit log is not whole'],
    ...(result.crashes ?? []).map((output) => [false, `a process ended by itself:\n${output}`]),
  ];
  return checks.filter(([isWell]) => !isWell).map(([, problem]) => problem);
}

/** How often each event is stored, by its id: views as the export has them, since those of a retired day are no rows any more. */
async function storedIds(server, store) {
  const ids = new Map();
  const add = (id) => ids.set(id, (ids.get(id) ?? 0) + 1);
  for await (const { url } of server.export('/api/export/pageviews?range=365d'))
    add(url.slice('https://shop.test/'.length));
  for (const table of ['error_events', "audit_entries WHERE source = 'client'"]) {
    for (const { event_id: id } of await store.rows(`SELECT event_id FROM ${table}`)) add(id);
  }
  return ids;
}

/** Occurrences that the groups count, and those that are there. */
async function countOccurrences(store) {
  const counts = [];
  for (const what of [
    'SUM(occurrences) AS n FROM error_groups',
    'SUM(occurrences) AS n FROM error_group_environments',
    'COUNT(*) AS n FROM error_events',
  ]) {
    const [{ n }] = await store.rows(`SELECT ${what}`);
    counts.push(Number(n));
  }
  return counts;
}
