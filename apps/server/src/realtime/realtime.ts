import type { ProjectId } from '@micrologs/domain';
import { Hub } from '@micrologs/realtime';
import type { FactReader, Storage } from '@micrologs/storage';
import type { Logger } from 'pino';
import type { KeyRing } from '../key-ring.ts';
import type { PipelineThread } from '../pipeline-thread.ts';
import type { LinkUrlOptions } from '../public-url.ts';
import type { Stop } from '../run.ts';
import type { SharedNotices } from '../shared-notices.ts';
import { Connections, type ConnectionsOptions } from './connections.ts';
import { eventSource } from './event-source.ts';
import type { Grants } from './grants.ts';
import { type ReportsOptions, reportSource } from './reports.ts';
import { SocketDoor } from './socket-door.ts';
import { StreamDoor } from './stream-door.ts';

export interface RealtimeOptions extends LinkUrlOptions {
  storage: Pick<Storage, 'feeds' | 'installation' | 'ledger'>;
  /** What reports are made of. */
  facts: FactReader;
  queue: ReportsOptions['queue'];
  pipeline: PipelineThread;
  /** Null where no other process stores anything. */
  notices: SharedNotices | null;
  keyRing: KeyRing;
  grants: Grants;
  most: ConnectionsOptions['most'];
  logger: Logger;
}

/** What clients listen through. */
export interface Realtime {
  sockets: SocketDoor;
  streams: StreamDoor;
  figures(): RealtimeFigures;
  /** To be called before the server stops to listen. */
  drain(): Promise<void>;
}

/** Since the start of the process, but for `connections`. */
export interface RealtimeFigures {
  /** Those that have not ended. */
  connections: number;
  /** To clients. */
  messages: number;
  /** How often others were told of something that they listen to. */
  publishes: number;
  /** How often something was found in the database that nobody had told of. */
  missed: number;
  /** Whether others cannot tell of what they store. */
  isDelayed: boolean;
}

/** To be started before the server listens. */
export function startRealtime(options: RealtimeOptions, started: Stop[]): Realtime {
  const { storage, pipeline, notices, keyRing, grants, basePath, logger } = options;
  let listened: ReadonlySet<ProjectId> = new Set();
  let listenedElsewhere: ReadonlySet<ProjectId> = new Set();
  const listenToAll = () => pipeline.listenTo(new Set([...listened, ...listenedElsewhere]));
  const hub = new Hub({
    source: eventSource(storage),
    reports: reportSource(options),
    onListening: (projects) => {
      listened = projects;
      notices?.listenTo(projects);
      listenToAll();
    },
  });
  started.push(() => hub.close());
  pipeline.onStored((projects) => {
    for (const project of projects) hub.wake(project);
    notices?.tell(projects);
  });
  const connections = new Connections(options);
  const sockets = new SocketDoor({ hub, grants, connections, basePath, logger });
  const streams = new StreamDoor({ hub, grants, connections });
  notices?.start({
    onNotice: (project) => hub.wake(project),
    onOthers: (projects) => {
      listenedElsewhere = projects;
      listenToAll();
    },
    onTelling: (isTelling) => {
      hub.isTold = isTelling;
      sockets.notice();
      streams.notice();
    },
  });
  keyRing.onLoad(() => {
    sockets.checkGrants();
    streams.checkGrants();
  });
  return {
    sockets,
    streams,
    figures: () => ({
      connections: connections.open,
      ...hub.counts,
      publishes: notices?.published ?? 0,
      isDelayed: hub.isDelayed,
    }),
    drain() {
      streams.drain();
      return sockets.drain();
    },
  };
}
