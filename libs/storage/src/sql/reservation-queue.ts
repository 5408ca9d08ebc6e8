import type { LinkId } from '@micrologs/domain';
import type { SqlSession } from './session.ts';

/** Increments only while some are left, so it is exact however many processes run it at once. */
const RESERVE = `UPDATE links SET reserved_clicks = reserved_clicks + 1
  WHERE id = ? AND (max_clicks IS NULL OR reserved_clicks < max_clicks)`;

interface Waiting {
  link: LinkId;
  resolve: (granted: boolean) => void;
  reject: (error: unknown) => void;
}

/** Those who ask while another transaction runs share the next one: its commit is what costs. */
export class ReservationQueue {
  readonly #session: SqlSession;
  #waiting: Waiting[] = [];

  constructor(session: SqlSession) {
    this.#session = session;
  }

  reserve(link: LinkId): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ link, resolve, reject });
      if (this.#waiting.length === 1) void this.#commitWaiting();
    });
  }

  async #commitWaiting(): Promise<void> {
    let taken: readonly Waiting[] = [];
    const take = () => {
      // Work that is repeated after a conflict repeats what it took before.
      if (taken.length === 0) {
        taken = this.#waiting;
        this.#waiting = [];
      }
      return taken;
    };
    try {
      const granted = await this.#session.transaction(async (connection) => {
        const results: boolean[] = [];
        for (const { link } of take()) results.push((await connection.run(RESERVE, [link])).changes === 1);
        return results;
      });
      taken.forEach(({ resolve }, i) => {
        resolve(granted[i]!);
      });
    } catch (error) {
      // A closed or broken store never came to the work: then whoever waits is told here.
      for (const { reject } of take()) reject(error);
    }
  }
}
