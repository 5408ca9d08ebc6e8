import type { Clock, LocalDay, ProjectId } from '@micrologs/domain';
import type { Storage, WritableStorage } from '../storage.ts';

/** What the suite needs to know of an engine. */
export interface ConformanceTarget {
  /** A new, empty database. */
  create(): Promise<ConformanceDatabase>;
}

export interface OpenOptions {
  clock?: Clock;
  /** How much of a day is made into one block. */
  viewsPerBlock?: number;
  /** Told of projects with something new, as in `SqlStorageOptions`. */
  onNews?: (projects: ReadonlySet<ProjectId>) => void;
}

export interface ConformanceDatabase {
  /** One more opener, as another process would be. */
  open(options?: OpenOptions): Promise<WritableStorage>;
  /** The same for the part without writing facts, where an engine has another way to it. */
  openShared?(): Promise<Storage>;
  /** `day_state` as it is stored. */
  dayVersions(project: ProjectId): Promise<Map<LocalDay, number>>;
  /** The tables with rows of a project. */
  tablesWith(project: ProjectId): Promise<string[]>;
  /** Makes the database look as if a later version of the code had migrated it. */
  pretendNewerSchema(): Promise<void>;
  /** Removes it; every opener is closed by then. */
  destroy(): Promise<void>;
}

/** Opens what a test asks for, and closes it after the test. */
export class Bench {
  readonly #target: ConformanceTarget;
  #database: ConformanceDatabase | null = null;
  #opened: Storage[] = [];

  constructor(target: ConformanceTarget) {
    this.#target = target;
  }

  async setUp(): Promise<void> {
    this.#database = await this.#target.create();
  }

  get database(): ConformanceDatabase {
    if (!this.#database) throw new Error('No database: setUp has not run');
    return this.#database;
  }

  async open(options?: OpenOptions): Promise<WritableStorage> {
    const storage = await this.database.open(options);
    this.#opened.push(storage);
    return storage;
  }

  /** The store under test, and one to write facts with: the same, unless the engine has a shared form. */
  async openPair(): Promise<{ storage: Storage; writable: WritableStorage }> {
    const writable = await this.open();
    if (!this.database.openShared) return { storage: writable, writable };
    const storage = await this.database.openShared();
    this.#opened.push(storage);
    return { storage, writable };
  }

  async tearDown(): Promise<void> {
    const opened = this.#opened;
    const database = this.#database;
    this.#opened = [];
    this.#database = null;
    await Promise.all(opened.map((storage) => storage.close()));
    await database?.destroy();
  }
}
