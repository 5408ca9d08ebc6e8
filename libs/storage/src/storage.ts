import type {
  AuditAct,
  CacheCounts,
  DropReason,
  EpochMs,
  LocalDay,
  Project,
  ProjectId,
  ProjectSettings,
  SettingsPatch,
} from '@micrologs/domain';
import type { AuditStore } from './audit-store.ts';
import type { ColumnStore } from './column-store.ts';
import type { DeadLetterStore } from './dead-letter-store.ts';
import type { ErasureStore } from './erasure-store.ts';
import type { ErrorStore } from './error-store.ts';
import type { ExportStore } from './exports.ts';
import type { VersionedFactReader } from './facts.ts';
import type { FeedStore } from './feeds.ts';
import type { IngestStore } from './ingest.ts';
import type { LinkStore } from './link-store.ts';
import type { NodeStore } from './nodes.ts';
import type { RetentionStore } from './retention-store.ts';
import type { TransferStore } from './transfer.ts';
import type { WebhookStore } from './webhook-store.ts';

/** The database holds a schema that this code does not know. */
export class NewerSchemaError extends Error {
  constructor(found: number, known: number) {
    super(
      `The database has schema version ${found}, but this version of Micrologs knows only ${known}. ` +
        'Start the newer version of Micrologs again, or restore a backup.',
    );
    this.name = 'NewerSchemaError';
  }
}

/** The database cannot be reached or does not answer; the same call may work later. */
export class StorageUnavailableError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StorageUnavailableError';
  }
}

export interface NewProject {
  name: string;
  publicKey: string;
  secretHash: string;
  allowedDomains: string[];
  timeZone: string;
  settings: ProjectSettings;
  createdAt: EpochMs;
}

/** What an edit changes; of the settings, too, only those that it names. */
export type ProjectPatch = Partial<
  Pick<Project, 'name' | 'publicKey' | 'secretHash' | 'allowedDomains' | 'isActive' | 'timeZone'>
> & { settings?: SettingsPatch };

export interface ProjectStats {
  links: number;
  pageviews: number;
  /** Error groups. */
  errors: number;
}

/** Every change is recorded in the audit log together with what it did, in one transaction. */
export interface ProjectStore {
  /** All projects, disabled ones included, by id. */
  all(): Promise<Project[]>;
  /**
   * Records the act as the first entry of the new project's audit log.
   * @throws when another project has one of the keys
   */
  create(project: NewProject, act: AuditAct): Promise<Project>;
  /**
   * Changes what `patch` names and sets `updatedAt`. A new time zone rewrites the days of every stored fact in the same
   * transaction.
   * @returns null when there is no such project
   */
  update(id: ProjectId, patch: ProjectPatch, updatedAt: EpochMs, act: AuditAct): Promise<Project | null>;
  /**
   * Removes the project and everything under it, its audit log included, but its ledger counts. The act goes into the
   * installation's audit log.
   * @returns false when there was none
   */
  delete(id: ProjectId, act: AuditAct): Promise<boolean>;
  stats(): Promise<Map<ProjectId, ProjectStats>>;
  /** Increases with every change to any project, by whichever process; cheap to poll. */
  changeNumber(): Promise<number>;
}

/** What the store knows of the ledger; what waits in a queue is the queue's to say. */
export interface StoredCounts {
  stored: number;
  dropped: Partial<Record<DropReason, number>>;
  deadLetters: number;
  /** Events that another installation received, of a project that moved here: the others count them, and no queue here does. */
  receivedElsewhere: number;
}

export interface LedgerSnapshot {
  /** Counts of every project that ever had an event, deleted ones included. */
  projects: Map<ProjectId, StoredCounts>;
  /** Consumed positions per partition of the source asked for, of the same snapshot. */
  positions: Map<number, number>;
}

/** Random salts per project and day for cookieless visitor hashes. */
export interface SaltStore {
  /** Null when there is none (not made yet, or destroyed). */
  get(project: ProjectId, day: LocalDay): Promise<Uint8Array | null>;
  /** The day's salt; makes one of 32 random bytes if there is none. */
  getOrCreate(project: ProjectId, day: LocalDay, now: EpochMs): Promise<Uint8Array>;
}

/** Facts about the installation, such as the fingerprint of its IP salt. */
export interface InstallationStore {
  get(name: string): Promise<string | null>;
  /** Stores `value` unless the name has one already. @returns what is stored now */
  setOnce(name: string, value: string): Promise<string>;
}

export interface StorageStatus {
  ok: boolean;
  /** Such as `SQLite 3.50.1`. */
  engine: string;
  message: string;
  /** `reduced` when a commit may be lost with the machine's power. */
  durability: 'full' | 'reduced';
}

/** Everything but writing facts: safe to call from the HTTP thread, whatever engine stands behind it. */
export interface Storage {
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
  ledger(source: string): Promise<LedgerSnapshot>;
  status(): Promise<StorageStatus>;
  close(): Promise<void>;
}

/** A store in the thread or process that may write facts. */
export interface WritableStorage extends Storage {
  /** How often what this opener keeps of columns was there when it was asked for, by what is kept. */
  cacheCounts(): Record<string, CacheCounts>;
  readonly ingest: IngestStore;
  readonly retention: RetentionStore;
  readonly transfer: TransferStore;
  readonly erasure: ErasureStore;
}
