import type { TrustedProxies } from '@micrologs/ingest';
import { Hub } from '@micrologs/realtime';
import type { Storage } from '@micrologs/storage';
import type { Logger } from 'pino';
import type { KeyRing } from '../key-ring.ts';
import type { PipelineThread } from '../pipeline-thread.ts';
import type { Stop } from '../run.ts';
import { eventSource } from './event-source.ts';
import type { Grants } from './grants.ts';
import { SocketDoor, type SocketDoorOptions } from './socket-door.ts';

export interface RealtimeOptions {
  storage: Pick<Storage, 'feeds' | 'installation'>;
  pipeline: PipelineThread;
  keyRing: KeyRing;
  grants: Grants;
  basePath: string;
  trustedProxies: TrustedProxies;
  most: SocketDoorOptions['most'];
  logger: Logger;
}

/** What clients listen through; it is to be started before the server listens, and to be drained before that stops. */
export function startRealtime(
  { storage, pipeline, keyRing, grants, ...others }: RealtimeOptions,
  started: Stop[],
): SocketDoor {
  const hub = new Hub({
    source: eventSource(storage),
    onListening: (projects) => pipeline.listenTo(projects),
  });
  started.push(() => hub.close());
  pipeline.onStored((projects) => {
    for (const project of projects) hub.wake(project);
  });
  const door = new SocketDoor({ hub, grants, ...others });
  keyRing.onLoad(() => door.checkGrants());
  return door;
}
