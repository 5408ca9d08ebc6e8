import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import type { QueuedEvent } from './event-queue.ts';
import { SpillFolder } from './spill-folder.ts';
import { SpillingQueue } from './spilling-queue.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'micrologs-spill-'));

let sequence = 0;

function event(name: string, padding = 0): QueuedEvent {
  sequence += 1;
  const json = JSON.stringify({ event_id: name, padding: 'x'.repeat(padding) });
  return { id: name, json, bytes: Buffer.byteLength(json), sequence };
}

function open(folder: string, maxEvents = 40, maxBytes = 1_000_000, diskBytes = 10_000_000) {
  const onFault = vi.fn();
  return { onFault, queue: new SpillingQueue({ maxEvents, maxBytes }, new SpillFolder(folder, diskBytes), onFault) };
}

/** Takes everything out, in batches. */
async function drain(queue: SpillingQueue, batch = 7): Promise<string[]> {
  const ids: string[] = [];
  while (queue.length > 0) {
    await queue.ready();
    const events = queue.peek(batch, Number.POSITIVE_INFINITY);
    ids.push(...events.map(({ id }) => id));
    queue.drop(events.length);
  }
  return ids;
}

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);

it('more than memory holds comes out in order, and leaves nothing behind', async () => {
  const folder = newFolder();
  const { queue } = open(folder, 1_200);
  for (const name of names('e', 1_150)) queue.push(event(name));
  await vi.waitFor(() => expect(readdirSync(folder).some((name) => name.endsWith('.ndjson'))).toBe(true), 20_000);
  for (const name of names('late', 100)) queue.push(event(name));
  expect(queue.length).toBe(1_250);
  expect(await drain(queue)).toEqual([...names('e', 1_150), ...names('late', 100)]);
  await vi.waitFor(() => expect(readdirSync(folder)).toEqual([]), 20_000);
});

it('keeps order whatever is pushed, taken and saved in between', async () => {
  const step = fc.oneof(
    fc.record({ push: fc.integer({ min: 1, max: 300 }) }),
    fc.record({ take: fc.integer({ min: 1, max: 100 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
      const folder = newFolder();
      const { queue } = open(folder, 1_000);
      const model: string[] = [];
      let count = 0;
      for (const each of steps) {
        if ('take' in each) {
          await queue.ready();
          const taken = queue.peek(each.take, Number.POSITIVE_INFINITY);
          expect(taken.map(({ id }) => id)).toEqual(model.splice(0, taken.length));
          queue.drop(taken.length);
        } else {
          for (let at = 0; at < each.push && queue.hasRoomFor(500); at += 1) {
            count += 1;
            const next = event(`e${count}`, 300);
            queue.push(next);
            model.push(next.id);
          }
        }
        expect(queue.length).toBe(model.length);
      }
      queue.save();
      expect(queue.length).toBe(0);
      // What was taken already may come again; nothing is missing.
      const left = await drain(open(folder, 1_000).queue);
      expect(new Set(left)).toEqual(new Set([...left, ...model]));
    }),
    { numRuns: 25 },
  );
});

it('what is left of earlier processes comes first, once, and broken lines are passed over', async () => {
  const folder = newFolder();
  const first = open(folder).queue;
  for (const name of names('a', 5)) first.push(event(name));
  expect(first.save()).toBe(5);
  writeFileSync(join(folder, `${'0'.repeat(15)}-2-00-00.ndjson`), '{"event_id":"old"}\n{"event_');
  writeFileSync(join(folder, 'unrelated.txt'), 'stays');
  const second = open(folder).queue;
  expect(second.first).toBe(0);
  second.push(event('b'));
  expect(await drain(second)).toEqual(['old', ...names('a', 5), 'b']);
  await vi.waitFor(() => expect(readdirSync(folder)).toEqual(['unrelated.txt']), 20_000);
});

it('a file that another process took is its own affair', async () => {
  const folder = newFolder();
  const first = open(folder).queue;
  for (const name of names('a', 5)) first.push(event(name));
  first.save();
  const [one, two] = [open(folder).queue, open(folder).queue];
  one.push(event('b'));
  expect(await drain(two)).toEqual(names('a', 5));
  expect(await drain(one)).toEqual(['b']);
});

it('is bounded in memory and on disk', async () => {
  const folder = newFolder();
  // Room for two files of 500 such events, and not for a third.
  const { queue } = open(folder, 2_000, 100_000_000, 45_000);
  const sent: string[] = [];
  const push = (count: number) => {
    for (let at = 0; at < count && queue.hasRoomFor(50); at += 1) {
      sent.push(`e${sent.length}`);
      queue.push(event(sent.at(-1)!));
    }
  };
  push(1_000);
  for (const files of [1, 2]) {
    push(500);
    await vi.waitFor(
      () => expect(readdirSync(folder).filter((name) => name.endsWith('.ndjson'))).toHaveLength(files),
      20_000,
    );
  }
  await vi.waitFor(() => {
    push(100_000);
    expect(sent).toHaveLength(3_000);
  }, 20_000);
  expect(await drain(queue, 100)).toEqual(sent);
});

it('a disk that takes nothing leaves everything in memory', async () => {
  const folder = newFolder();
  const spill = new SpillFolder(folder, 10_000_000);
  vi.spyOn(spill, 'write').mockRejectedValue(new Error('ENOSPC'));
  const onFault = vi.fn();
  const queue = new SpillingQueue({ maxEvents: 2_000, maxBytes: 1_000_000 }, spill, onFault);
  for (const name of names('e', 1_600)) queue.push(event(name));
  await vi.waitFor(() => expect(onFault).toHaveBeenCalledOnce(), 20_000);
  expect(await drain(queue)).toEqual(names('e', 1_600));
});
