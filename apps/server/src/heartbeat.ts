import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { PipelineStatus } from '@micrologs/pipeline';
import { HEARTBEAT_MS, type Node, type NodePipeline, type NodeRole, type NodeStore } from '@micrologs/storage';
import { VERSION } from './version.ts';

export interface HeartbeatOptions {
  nodes: NodeStore;
  role: NodeRole;
  /** Where the process listens; null when it answers no requests. */
  url: string | null;
  /** Of each pipeline of the process; null for one that does not answer. */
  pipelines: () => Promise<(PipelineStatus | null)[]>;
}

const SILENT: NodePipeline = { state: 'silent', message: 'Does not answer', partitions: 0, processed: 0 };

/** Says every 2 s, in the database, that this process lives and what it does. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #self: Omit<Node, 'details'>;
  #timer: NodeJS.Timeout | undefined;
  #beating: Promise<void>;
  #stopped = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#self = {
      id: randomUUID(),
      role: options.role,
      host: hostname(),
      pid: process.pid,
      version: VERSION,
      startedAt: Date.now(),
    };
    this.#beating = this.#run();
  }

  /** Takes the process out of those that live. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#beating;
    await this.#options.nodes.leave(this.#self.id).catch(() => undefined);
  }

  async #run(): Promise<void> {
    const { nodes, url, pipelines } = this.#options;
    // A database that does not answer is told of by those who need it; being silent meanwhile is what there is to say.
    await pipelines()
      .then((all) => nodes.beat({ ...this.#self, details: { url, pipelines: all.map(summaryOf) } }))
      .catch(() => undefined);
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#beating = this.#run();
    }, HEARTBEAT_MS).unref();
  }
}

function summaryOf(status: PipelineStatus | null): NodePipeline {
  if (!status) return SILENT;
  const { state, message, partitions, processed } = status;
  return { state, message, partitions, processed };
}
