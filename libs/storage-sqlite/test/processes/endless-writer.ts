/**
 * Stores one batch after the other until it is killed, each as one transaction of several steps, and prints the number
 * of every batch that was acknowledged. Arguments: file, project, owner.
 */
import { setTimeout } from 'node:timers/promises';
import type { Pageview } from '@micrologs/domain';
import { openSqliteInThread } from '../../src/index.ts';

const [, , file, projectText, owner] = process.argv as [string, string, string, string, string];
const project = Number(projectText);
const storage = await openSqliteInThread({ file, mode: 'writer' });
const lease = await storage.ingest.acquireLease(owner, 60_000);
const partition = project % 64;
const PAUSE_MS = 20;

const blank: Omit<Pageview, 'number' | 'visitor' | 'session' | 'project'> = {
  occurredAt: 1000,
  day: 0,
  url: `https://example.org/${'x'.repeat(500)}`,
  title: '',
  referrer: '',
  referrerCategory: 'direct',
  utm: { source: '', medium: '', campaign: '', content: '', term: '' },
  device: { deviceType: 'desktop', os: '', browser: '', browserVersion: '' },
  place: null,
  screen: '',
  browserZone: '',
  engagedMs: 0,
  scrollPct: null,
};

for (let batch = (await storage.ingest.positions('queue')).get(partition)! + 1; ; batch++) {
  await storage.ingest.transact(async (t) => {
    await t.advance('queue', lease, new Map([[partition, batch]]));
    const counters = (await t.counters([project])).get(project)!;
    for (let i = 0; i < 20; i++) {
      const number = ++counters.pageview;
      counters.visitor = number;
      await t.addVisitors([
        {
          project,
          number,
          hash: number.toString(16).padStart(64, '0'),
          fingerprintHash: '',
          firstSeen: 1000,
          firstDay: 0,
          lastSeen: 1000,
        },
      ]);
      await t.addPageviews([{ ...blank, project, number, visitor: number, session: 1 }]);
      await t.count([{ project, outcome: 'stored', count: 1 }]);
      // Lets other work of the thread in between, as a real batch does.
      await new Promise((resolve) => setImmediate(resolve));
    }
    await t.setCounters([{ project, counters }]);
  });
  process.stdout.write(`${batch}\n`);
  // What is stored makes every reading beside it longer.
  await setTimeout(PAUSE_MS);
}
