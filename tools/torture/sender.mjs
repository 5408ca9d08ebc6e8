import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { Agent, request } from 'node:http';

const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const VISITORS = 50;
const FAULTS = 20;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOON_MS = DAY_MS / 2;
/** Views of a session lie so close together that none of them begins another one. */
const SESSION_MS = 20 * 60_000;

/** One event of each kind, with its id where it can be found again. */
const KINDS = [
  {
    endpoint: 'pageview',
    fields: ({ id, number, day }) => ({
      url: `https://shop.test/${id}`,
      visitor_id: visitorOf(number),
      session_token: `${visitorOf(number)} on ${day}`,
      occurred_at: day * DAY_MS + NOON_MS + (number % SESSION_MS),
    }),
  },
  { endpoint: 'error', fields: ({ number }) => ({ message: 'No stock', error_type: `Fault${number % FAULTS}` }) },
  { endpoint: 'audit', fields: ({ number }) => ({ action: 'order.paid', context: { order: number } }) },
];

const kindOf = ({ number }) => KINDS[number % KINDS.length];

export const isPageview = (event) => kindOf(event).endpoint === 'pageview';
export const visitorOf = (number) => `visitor-${number % VISITORS}`;

/**
 * Sends pageviews, errors and audit entries as fast as their answers come and remembers which were acknowledged. What got no answer is sent again,
 * with the same event id, to whichever server answers next.
 */
export class Sender {
  /** Events that got a 202, by id; `day` is the one on which a view lies (days since 1970-01-01). */
  acknowledged = new Map();
  /** How many answers were a 503. */
  refused = 0;
  #unanswered = [];
  #sent = 0;
  #agent = null;

  get sent() {
    return this.#sent;
  }

  get unanswered() {
    return this.#unanswered.length;
  }

  /** @param now of the server's clock: views lie on the last day whose noon is an hour ago */
  #next(now) {
    const again = this.#unanswered.pop();
    if (again) return again;
    const number = ++this.#sent;
    const day = Math.floor((now - NOON_MS - HOUR_MS) / DAY_MS);
    return { id: randomUUID(), number, day };
  }

  /**
   * Runs `connections` senders until `signal` aborts; answers that are on their way then count as lost.
   * @param options.now of the server's clock, epoch ms
   */
  async run({ url, publicKey, connections, signal, now, limit = Number.POSITIVE_INFINITY }) {
    setMaxListeners(connections + 1, signal);
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
    let left = limit;
    const one = async () => {
      while (!signal.aborted && left-- > 0) {
        const event = this.#next(now);
        const status = await this.#post(url, publicKey, event, signal);
        if (status === 202) this.acknowledged.set(event.id, event);
        else this.#unanswered.push(event);
        if (status === 503) this.refused += 1;
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
    const { endpoint, fields } = kindOf(event);
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
