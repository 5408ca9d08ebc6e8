import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { ConsumerNotice, ConsumerRequest, SpoolReply, SpoolRequest, SpoolThreadData } from './messages.ts';
import { SpoolFile } from './spool-file.ts';

/** At most so many groups are deleted at once, so that no append waits long for a large deletion. */
const TRIM_STEP = 512;
const TRIM_INTERVAL_MS = 250;

const port = parentPort!;
const reply = (message: SpoolReply) => port.postMessage(message);

function serve(file: SpoolFile): void {
  /** Consumers, and the group after which they want to be woken; null while they are busy. */
  const consumers = new Map<MessagePort, number | null>();
  /** How far each partition was consumed, as far as consumers told. */
  const consumed = new Map<number, number>();
  let movedUpTo = 0;

  // Trimming rides between appends: once in a while, a bounded number of groups.
  const trimTimer = setInterval(() => {
    try {
      const trimmed = file.trim(consumed, movedUpTo, TRIM_STEP, Date.now());
      if (trimmed > 0) reply({ type: 'trimmed', pendingBytes: file.pendingBytes });
    } catch {
      // A full or failing disk: the groups stay, and trimming is tried again.
    }
  }, TRIM_INTERVAL_MS);

  // A busy consumer reads on by itself: telling it of every group would cost both threads more than the groups do.
  const wakeWaiting = () => {
    for (const [consumer, seq] of consumers) {
      if (seq === null || file.lastSeq <= seq) continue;
      consumers.set(consumer, null);
      consumer.postMessage({ lastSeq: file.lastSeq } satisfies ConsumerNotice);
    }
  };

  port.on('message', (request: SpoolRequest) => {
    switch (request.type) {
      case 'append':
        try {
          file.append(request.events, request.head, Date.now());
        } catch (error) {
          return reply({ type: 'refused', message: (error as Error).message });
        }
        reply({ type: 'appended', pendingBytes: file.pendingBytes });
        return wakeWaiting();
      case 'counts':
        return reply({ type: 'counts', call: request.call, counts: file.counts(request.positions, request.movedUpTo) });
      case 'status':
        return reply({
          type: 'status',
          call: request.call,
          status: {
            ...conditionOf(file, request.afterRefusal),
            durability: file.durability,
            groups: file.groupCount,
            pendingBytes: file.pendingBytes,
            oldestAppendedAt: file.oldestAppendedAt,
          },
        });
      case 'consumer':
        consumers.set(request.port, null);
        request.port.on('message', (message: ConsumerRequest) => {
          if (message.type === 'trim') {
            for (const [partition, position] of message.positions) {
              consumed.set(partition, Math.max(position, consumed.get(partition) ?? 0));
            }
          } else if (message.type === 'moved') {
            movedUpTo = Math.max(movedUpTo, message.upTo);
          } else {
            consumers.set(request.port, message.seq);
            wakeWaiting();
          }
        });
        request.port.on('close', () => consumers.delete(request.port));
        return;
      case 'close':
        clearInterval(trimTimer);
        for (const consumer of consumers.keys()) consumer.close();
        file.trim(consumed, movedUpTo, Number.POSITIVE_INFINITY, Date.now());
        file.close();
        reply({ type: 'closed' });
        port.close();
    }
  });
  reply({ type: 'ready', source: file.source, pendingBytes: file.pendingBytes });
}

function conditionOf(file: SpoolFile, afterRefusal: boolean): { ok: boolean; message: string } {
  try {
    file.check(afterRefusal);
    return { ok: true, message: 'Local spool' };
  } catch (error) {
    return { ok: false, message: (error as Error).message };
  }
}

try {
  serve(new SpoolFile((workerData as SpoolThreadData).path));
} catch (error) {
  reply({ type: 'failed', message: (error as Error).message });
  port.close();
}
