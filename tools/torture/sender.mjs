import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { Agent, request } from 'node:http';

const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const VISITORS = 50;
const FAULTS = 20;

/** One event of each kind, with its id where it can be found again. */
const KINDS = [
  {
    endpoint: 'pageview',
    fields: ({ id, number }) => ({
      url: `https://shop.test/${id}`,
      visitor_id: `visitor-${number % VISITORS}`,
      session_token: `session-${number % VISITORS}`,
    }),
  },
  { endpoint: 'error', fields: ({ number }) => ({ message: 'No stock', error_type: `Fault${number % FAULTS}` }) },
  { endpoint: 'audit', fields: ({ number }) => ({ action: 'order.paid', context: { order: number } }) },
];

/**
 * Sends pageviews, errors and audit entries as fast as their answers come and remembers which were acknowledged. What got no answer is sent again,
 * with the same event id, to whichever server answers next.
 */
export class Sender {
  /** Event ids that got a 202. */
  acknowledged = new Set();
  #unanswered = [];
  #sent = 0;
  #agent = null;

  get sent() {
    return this.#sent;
  }

  get unanswered() {
    return this.#unanswered.length;
  }

  #next() {
    const again = this.#unanswered.pop();
    if (again) return again;
    this.#sent += 1;
    return { id: randomUUID(), number: this.#sent, kind: KINDS[this.#sent % KINDS.length] };
  }

  /** Runs `connections` senders until `signal` aborts; answers that are on their way then count as lost. */
  async run({ url, publicKey, connections, signal, limit = Number.POSITIVE_INFINITY }) {
    setMaxListeners(connections + 1, signal);
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
    let left = limit;
    const one = async () => {
      while (!signal.aborted && left-- > 0) {
        const event = this.#next();
        const status = await this.#post(url, publicKey, event, signal);
        if (status === 202) this.acknowledged.add(event.id);
        else this.#unanswered.push(event);
        if (status !== null && status !== 202 && status !== 503) throw new Error(`Unexpected status ${status}`);
      }
    };
    try {
      await Promise.all(Array.from({ length: connections }, one));
    } finally {
      this.#agent.destroy();
    }
  }

  /** @returns {Promise<number | null>} the status, or null when there was no complete answer */
  #post(url, publicKey, event, signal) {
    const { endpoint, fields } = event.kind;
    const body = JSON.stringify({ ...fields(event), event_id: event.id });
    return new Promise((resolve) => {
      const outgoing = request(
        `${url}/api/track/${endpoint}`,
        {
          method: 'POST',
          agent: this.#agent,
          signal,
          headers: {
            'Content-Type': 'application/json',
            'Content-Length': Buffer.byteLength(body),
            'X-API-Key': publicKey,
            'User-Agent': USER_AGENT,
            Accept: '*/*',
            'Accept-Language': 'en',
          },
        },
        (answer) => {
          answer.resume();
          answer.on('end', () => resolve(answer.complete ? answer.statusCode : null));
          answer.on('error', () => resolve(null));
        },
      );
      outgoing.on('error', () => resolve(null));
      outgoing.end(body);
    });
  }
}
