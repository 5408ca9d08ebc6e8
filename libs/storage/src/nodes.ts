import type { EpochMs } from '@micrologs/domain';

/** What a process does: everything, answering requests, or storing events. */
export type NodeRole = 'all' | 'api' | 'worker';

/** One of the pipelines of a process, as its last heartbeat told of it. */
export interface NodePipeline {
  state: string;
  message: string;
  /** How many partitions it holds. */
  partitions: number;
  /** Events committed since its start, dropped ones included. */
  processed: number;
}

/** One run of one process of the installation, as it describes itself. */
export interface Node {
  id: string;
  role: NodeRole;
  host: string;
  pid: number;
  version: string;
  /** By the clock of its own machine. */
  startedAt: EpochMs;
  details: {
    /** Where it listens; null for a process that answers no requests. */
    url: string | null;
    pipelines: NodePipeline[];
  };
}

export interface KnownNode extends Node {
  /** Time since its last heartbeat. */
  silentMs: number;
}

/** How often a process says that it lives, in ms. */
export const HEARTBEAT_MS = 2_000;
/** A process that was silent for longer is taken for dead. */
export const SILENT_MS = 6_000;

/** The processes that share the database. Heartbeats are timed by the clock of the database alone. */
export interface NodeStore {
  /** Says that a process lives; forgets those that have been silent for an hour. */
  beat(node: Node): Promise<void>;
  /** Takes a process out that ends by itself. */
  leave(id: string): Promise<void>;
  /** Those that live, and those that went silent within an hour; by host, start and id. */
  all(): Promise<KnownNode[]>;
}
