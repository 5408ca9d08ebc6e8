import type { MessagePort } from 'node:worker_threads';
import type { ProjectId } from '@micrologs/domain';
import type { Positions, QueueCounts, QueueStatus } from '@micrologs/storage';
import type { GroupHead } from './group-head.ts';

/** What the spool's thread is started with. */
export interface SpoolThreadData {
  path: string;
}

/** From the HTTP thread to the spool's thread. */
export type SpoolRequest =
  | { type: 'append'; events: string; head: GroupHead }
  | { type: 'counts'; call: number; positions: Positions; movedUpTo: number }
  /** `afterRefusal`: tries whether there is room again. */
  | { type: 'status'; call: number; afterRefusal: boolean }
  /** A consumer's port: it asks to be woken, and for trimming. */
  | { type: 'consumer'; port: MessagePort }
  | { type: 'close' };

/** From the spool's thread to the HTTP thread. */
export type SpoolReply =
  | { type: 'ready'; source: string; pendingBytes: number }
  | { type: 'failed'; message: string }
  | { type: 'appended'; pendingBytes: number }
  | { type: 'trimmed'; pendingBytes: number }
  | { type: 'refused'; message: string }
  | { type: 'counts'; call: number; counts: Map<ProjectId, QueueCounts> }
  | { type: 'status'; call: number; status: QueueStatus }
  | { type: 'closed' };

/** From the spool's thread to a consumer that asked to be woken. */
export interface ConsumerNotice {
  lastSeq: number;
}

/** From a consumer to the spool's thread. */
export type ConsumerRequest =
  | { type: 'trim'; positions: Positions }
  /** Groups up to this one are in another queue, as far as they were not consumed before. */
  | { type: 'moved'; upTo: number }
  /** One notice is wanted as soon as there are groups after `seq`. */
  | { type: 'wake'; seq: number };

/** What a consumer in another thread needs to open the spool; `port` must be in the transfer list. */
export interface SpoolSourceHandle {
  path: string;
  source: string;
  port: MessagePort;
}
