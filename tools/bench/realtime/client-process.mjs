// A process full of clients, which says what reached them when it is asked.
import { setTimeout as sleep } from 'node:timers/promises';
import { answerCalls } from './calls.mjs';
import { monotonicMs } from './monotonic.mjs';
import { RawSocket } from './raw-socket.mjs';

const OPENING_AT_ONCE = 50;
const PLACE = /^\{"type":"(event|snapshot)","channel":"\w+","offset":(\d+)/;

const clients = [];
let figures = fresh();

function fresh() {
  // Of each message with events: of which project, from and up to which offset, and when it was there.
  return { cpu: process.cpuUsage(), messages: 0, bytes: 0, snapshots: 0, told: [], closed: [] };
}

/** Opens a client; resolves when it is subscribed, if `subscribe` is there, or connected. */
function open({ address, project, subscribe }) {
  return new Promise((resolve, reject) => {
    let isReady = false;
    let reached = 0;
    const ready = () => {
      isReady = true;
      resolve();
    };
    const client = new RawSocket(address, {
      opened() {
        if (subscribe) client.send(JSON.stringify({ type: 'subscribe', channel: subscribe }));
        else ready();
      },
      message(head, bytes) {
        figures.messages += 1;
        figures.bytes += bytes;
        const [, type, offset] = PLACE.exec(head) ?? [];
        if (type === undefined) return;
        if (type === 'event') figures.told.push(project, reached + 1, Number(offset), monotonicMs());
        else if (isReady) figures.snapshots += 1;
        else ready();
        reached = Number(offset);
      },
      closed(code) {
        figures.closed.push(code ?? 0, monotonicMs());
        if (!isReady) reject(new Error(`A client was closed with ${code}`));
      },
    });
    clients.push(client);
  });
}

answerCalls({
  async open({ count, targets }) {
    let opened = 0;
    const opener = async () => {
      while (opened < count) await open(targets[opened++ % targets.length]);
    };
    await Promise.all(Array.from({ length: OPENING_AT_ONCE }, opener));
  },
  /** Resolves when so many messages have come since `begin`. */
  async until({ messages }) {
    while (figures.messages < messages) await sleep(1);
  },
  begin() {
    figures = fresh();
  },
  end() {
    const { user, system } = process.cpuUsage(figures.cpu);
    const { told, closed, ...counts } = figures;
    return { ...counts, cpu: (user + system) / 1e6, told: Float64Array.from(told), closed: Float64Array.from(closed) };
  },
  pause({ count }) {
    for (const client of clients.slice(0, count)) client.pause();
  },
  resume() {
    for (const client of clients) client.resume();
  },
  close() {
    for (const client of clients.splice(0)) client.destroy();
  },
});
