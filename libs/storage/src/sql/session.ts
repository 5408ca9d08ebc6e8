import type { ProjectId } from '@micrologs/domain';
import { ConflictError } from '../audit-store.ts';
import { StorageUnavailableError } from '../storage.ts';
import type { SqlConnection } from './connection.ts';
import { takeNews } from './news.ts';

/** How often work is tried that meets another writer; each time somebody got on, so it is rarely more than twice. */
const ATTEMPTS = 10;

/**
 * Hands out one connection so that units of work never interleave at their awaits: each waits until the one before has
 * ended. Work must not ask the same session for another unit, or both wait for ever.
 */
export class SqlSession {
  readonly #connection: SqlConnection;
  readonly #prepare: (connection: SqlConnection) => Promise<void>;
  readonly #onNews: (projects: ReadonlySet<ProjectId>) => void;
  #prepared = false;
  #closed = false;
  #writesFail = false;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @param prepare runs before the first work, and again with the next when it failed; brings the schema up to date
   * @param onNews told, after each commit, of the projects that `noteNews` was called for
   */
  constructor(
    connection: SqlConnection,
    prepare: (connection: SqlConnection) => Promise<void>,
    onNews: (projects: ReadonlySet<ProjectId>) => void = () => undefined,
  ) {
    this.#connection = connection;
    this.#prepare = prepare;
    this.#onNews = onNews;
  }

  /** Single statements; each is a transaction of its own. */
  use<T>(work: (connection: SqlConnection) => Promise<T>): Promise<T> {
    const turn = this.#last.then(async () => {
      if (this.#closed) throw new Error('The store is closed');
      if (!this.#prepared) {
        await this.#prepare(this.#connection);
        this.#prepared = true;
      }
      return work(this.#connection);
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Several reads of one snapshot. */
  snapshot<T>(work: (connection: SqlConnection) => Promise<T>): Promise<T> {
    return this.use((connection) => inTransaction(connection, 'read', work));
  }

  /**
   * All of the work's writes or, when it throws, none. Work that meets a `ConflictError` is run again from its beginning.
   * @throws StorageUnavailableError too when others got on instead every time: the work can be asked for again
   */
  transaction<T>(work: (connection: SqlConnection) => Promise<T>): Promise<T> {
    return this.#transaction(work, ATTEMPTS);
  }

  /** The same for work that cannot be run again: a `ConflictError` is for the caller. */
  transactionOnce<T>(work: (connection: SqlConnection) => Promise<T>): Promise<T> {
    return this.#transaction(work, 1);
  }

  #transaction<T>(work: (connection: SqlConnection) => Promise<T>, attempts: number): Promise<T> {
    return this.use(async (connection) => {
      for (let attempt = 1; ; attempt++) {
        takeNews(connection);
        try {
          const result = await inTransaction(connection, 'write', work);
          this.#writesFail = false;
          const news = takeNews(connection);
          if (news.size > 0) this.#onNews(news);
          return result;
        } catch (error) {
          if (error instanceof ConflictError && attempt < attempts) continue;
          if (error instanceof ConflictError && attempts > 1) {
            throw new StorageUnavailableError(`Others changed the same rows at the same time. (${error.message})`);
          }
          if (error instanceof StorageUnavailableError) this.#writesFail = true;
          throw error;
        }
      }
    });
  }

  /** True when the last transaction failed because the database could not be used. */
  get writesFail(): boolean {
    return this.#writesFail;
  }

  /** Waits for the work under way; what comes later is refused. */
  async close(): Promise<void> {
    const before = this.#last;
    this.#last = before.then(() => {
      this.#closed = true;
    });
    await this.#last;
    await this.#connection.close();
  }
}

export async function inTransaction<T>(
  connection: SqlConnection,
  mode: 'read' | 'write',
  work: (connection: SqlConnection) => Promise<T>,
): Promise<T> {
  await connection.begin(mode);
  let result: T;
  try {
    result = await work(connection);
  } catch (error) {
    // The work's own error tells more than one from undoing it; a connection that cannot undo it is given up by itself.
    await connection.rollback().catch(() => undefined);
    throw error;
  }
  await connection.commit();
  return result;
}
