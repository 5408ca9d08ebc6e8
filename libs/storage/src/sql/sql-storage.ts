import type { CacheCounts, Clock, EpochMs, ProjectId } from '@micrologs/domain';
import type { AuditStore } from '../audit-store.ts';
import type { ColumnStore } from '../column-store.ts';
import type { DeadLetterStore } from '../dead-letter-store.ts';
import type { ErasureStore } from '../erasure-store.ts';
import type { ErrorStore } from '../error-store.ts';
import type { ExportStore } from '../exports.ts';
import type { VersionedFactReader } from '../facts.ts';
import type { FeedStore } from '../feeds.ts';
import type { IngestStore } from '../ingest.ts';
import type { LinkStore } from '../link-store.ts';
import type { NodeStore } from '../nodes.ts';
import type { RetentionStore } from '../retention-store.ts';
import {
  type InstallationStore,
  type LedgerSnapshot,
  type ProjectStore,
  type SaltStore,
  type StorageStatus,
  StorageUnavailableError,
  type WritableStorage,
} from '../storage.ts';
import type { TransferStore } from '../transfer.ts';
import type { WebhookStore } from '../webhook-store.ts';
import { SqlAuditStore } from './audit-store.ts';
import { ColumnCaches } from './columns/column-source.ts';
import { SqlColumnStore } from './columns/column-store.ts';
import type { SqlConnection } from './connection.ts';
import { SqlDeadLetterStore } from './dead-letter-store.ts';
import { SqlErasureStore } from './erasure-store.ts';
import { SqlErrorStore } from './error-store.ts';
import { SqlExportStore } from './export-store.ts';
import { SqlFactReader } from './facts.ts';
import { SqlFeedStore } from './feed-store.ts';
import { SqlIngestStore } from './ingest-store.ts';
import { SqlInstallationStore } from './installation.ts';
import { readLedger } from './ledger.ts';
import { SqlLinkStore } from './link-store.ts';
import { isMigrated, type Migration, migrate } from './migrate.ts';
import { SqlNodeStore } from './node-store.ts';
import { SqlProjectStore } from './projects.ts';
import { SqlRetentionStore } from './retention-store.ts';
import { SqlSaltStore } from './salts.ts';
import { SqlSession } from './session.ts';
import { databaseClock, fixedClock } from './shared-clock.ts';
import { SqlTransferStore } from './transfer/transfer-store.ts';
import { SqlWebhookStore } from './webhook-store.ts';

const PROBE = 'write probe';
const PROBE_LENGTH = 65_536;

export interface SqlStorageOptions {
  /** A reader waits for somebody else to bring the schema up to date, and its write methods fail. */
  mode: 'writer' | 'reader';
  migrations: readonly Migration[];
  /** For an engine whose schema is not changed in transactions: brings it up to date in its own way. */
  migrate?: (now: EpochMs) => Promise<void>;
  /**
   * Told, after their commit, of the projects in which an act was recorded or something was put into the outbox. What a pipeline stores
   * besides is told by that.
   */
  onNews?: (projects: ReadonlySet<ProjectId>) => void;
  /** Takes the place of the database's clock; for tests. */
  clock?: Clock;
  /** How much of a day is made into one block; for tests, which have few views. */
  viewsPerBlock?: number;
}

/** A store on one connection of any SQL engine. */
export class SqlStorage implements WritableStorage {
  readonly projects: ProjectStore;
  readonly facts: VersionedFactReader;
  readonly errors: ErrorStore;
  readonly audit: AuditStore;
  readonly links: LinkStore;
  readonly webhooks: WebhookStore;
  readonly exports: ExportStore;
  readonly feeds: FeedStore;
  readonly deadLetters: DeadLetterStore;
  readonly columns: ColumnStore;
  readonly salts: SaltStore;
  readonly installation: InstallationStore;
  readonly nodes: NodeStore;
  readonly ingest: IngestStore;
  readonly retention: RetentionStore;
  readonly transfer: TransferStore;
  readonly erasure: ErasureStore;
  readonly #session: SqlSession;
  readonly #caches: ColumnCaches;
  readonly #mode: 'writer' | 'reader';
  readonly #engine: string;

  constructor(connection: SqlConnection, options: SqlStorageOptions) {
    const { mode, migrations, clock, viewsPerBlock } = options;
    const sharedClock = clock ? fixedClock(clock) : databaseClock;
    const bringUpToDate = options.migrate ?? ((now) => migrate(connection, migrations, now));
    this.#mode = mode;
    this.#engine = connection.dialect.name;
    const prepare = async () => {
      if (mode === 'writer') await bringUpToDate((clock ?? Date.now)());
      else if (!(await isMigrated(connection, migrations))) {
        throw new StorageUnavailableError('The database is being brought up to date by another process.');
      }
    };
    this.#session = new SqlSession(connection, prepare, options.onNews);
    const caches = new ColumnCaches(viewsPerBlock);
    this.#caches = caches;
    this.projects = new SqlProjectStore(this.#session, caches);
    this.facts = new SqlFactReader(this.#session, caches);
    this.errors = new SqlErrorStore(this.#session);
    this.audit = new SqlAuditStore(this.#session);
    this.links = new SqlLinkStore(this.#session);
    this.webhooks = new SqlWebhookStore(this.#session);
    this.exports = new SqlExportStore(this.#session, caches);
    this.feeds = new SqlFeedStore(this.#session);
    this.deadLetters = new SqlDeadLetterStore(this.#session, connection.dialect);
    this.columns = new SqlColumnStore(this.#session, connection.dialect, caches);
    this.salts = new SqlSaltStore(this.#session);
    this.installation = new SqlInstallationStore(this.#session);
    this.nodes = new SqlNodeStore(this.#session, sharedClock);
    this.transfer = new SqlTransferStore(this.#session);
    this.ingest = new SqlIngestStore(this.#session, connection.dialect, sharedClock);
    this.retention = new SqlRetentionStore(this.#session, connection.dialect);
    this.erasure = new SqlErasureStore(this.#session, connection.dialect, caches);
  }

  cacheCounts(): Record<string, CacheCounts> {
    return this.#caches.counts();
  }

  ledger(source: string): Promise<LedgerSnapshot> {
    return readLedger(this.#session, source);
  }

  /** A writer's answer is ok only if it may write just now. */
  async status(): Promise<StorageStatus> {
    try {
      const description = await this.#session.use(async (connection) => {
        const description = await connection.describe();
        await connection.all('SELECT value FROM change_number');
        if (this.#mode === 'writer') {
          await connection.begin('write');
          await connection.rollback();
        }
        return description;
      });
      if (this.#session.writesFail) await this.#probe();
      return { ok: true, message: '', ...description };
    } catch (error) {
      return { ok: false, engine: this.#engine, message: (error as Error).message, durability: 'reduced' };
    }
  }

  close(): Promise<void> {
    return this.#session.close();
  }

  /** After a write failed, only one that takes room, as a batch does, shows whether the next will succeed. */
  async #probe(): Promise<void> {
    await this.#session.transaction(async (connection) => {
      const replace = connection.dialect.onConflict(['name'], { value: 'replace' });
      await connection.run(`INSERT INTO installation (name, value) VALUES (?, ?) ${replace}`, [
        PROBE,
        '-'.repeat(PROBE_LENGTH),
      ]);
    });
    await this.#session.transaction((connection) => connection.run('DELETE FROM installation WHERE name = ?', [PROBE]));
  }
}
