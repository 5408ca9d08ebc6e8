import { Hub } from '@micrologs/realtime';
import type { FactReader, Storage } from '@micrologs/storage';
import type { Logger } from 'pino';
import type { KeyRing } from '../key-ring.ts';
import type { PipelineThread } from '../pipeline-thread.ts';
import type { LinkUrlOptions } from '../public-url.ts';
import type { Stop } from '../run.ts';
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
  keyRing: KeyRing;
  grants: Grants;
  most: ConnectionsOptions['most'];
  logger: Logger;
}

/** What clients listen through. */
export interface Realtime {
  sockets: SocketDoor;
  streams: StreamDoor;
  /** How many connections there are. */
  connections(): number;
  /** To be called before the server stops to listen. */
  drain(): Promise<void>;
}

/** To be started before the server listens. */
export function startRealtime(options: RealtimeOptions, started: Stop[]): Realtime {
  const { storage, pipeline, keyRing, grants, basePath, logger } = options;
  const hub = new Hub({
    source: eventSource(storage),
    reports: reportSource(options),
    onListening: (projects) => pipeline.listenTo(projects),
  });
  started.push(() => hub.close());
  pipeline.onStored((projects) => {
    for (const project of projects) hub.wake(project);
  });
  const connections = new Connections(options);
  const sockets = new SocketDoor({ hub, grants, connections, basePath, logger });
  const streams = new StreamDoor({ hub, grants, connections });
  keyRing.onLoad(() => {
    sockets.checkGrants();
    streams.checkGrants();
  });
  return {
    sockets,
    streams,
    connections: () => connections.open,
    drain() {
      streams.drain();
      return sockets.drain();
    },
  };
}
