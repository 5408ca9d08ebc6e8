import { SECOND_MS } from '@micrologs/domain';
import type { InstallationStore } from '@micrologs/storage';
import type { Valkey } from '@micrologs/valkey';
import type { PipelineThread } from './pipeline-thread.ts';
import { readPrefix } from './queues.ts';
import type { Stop } from './run.ts';
import { SharedNotices } from './shared-notices.ts';

export interface WorkerNoticesOptions {
  valkey: Valkey;
  installation: Pick<InstallationStore, 'get'>;
  pipelines: readonly Pick<PipelineThread, 'onStored' | 'listenTo'>[];
}

const RETRY_MS = SECOND_MS;

/** Tells processes whose clients listen of what these pipelines store, once the database tells the names in Valkey. */
export function startWorkerNotices({ valkey, installation, pipelines }: WorkerNoticesOptions, started: Stop[]): void {
  let notices: SharedNotices | null = null;
  let retry: NodeJS.Timeout | undefined;
  let isStopped = false;
  const begin = (prefix: string) => {
    if (isStopped) return;
    const telling = new SharedNotices({ valkey, prefix });
    notices = telling;
    for (const pipeline of pipelines) pipeline.onStored((projects) => telling.tell(projects));
    telling.start({
      onOthers: (projects) => {
        for (const pipeline of pipelines) pipeline.listenTo(projects);
      },
    });
  };
  const tryToBegin = () =>
    readPrefix(installation).then(begin, () => {
      // The database is away, or no process that answers requests was ever started.
      if (!isStopped) retry = setTimeout(tryToBegin, RETRY_MS).unref();
    });
  void tryToBegin();
  started.push(() => {
    isStopped = true;
    clearTimeout(retry);
    notices?.close();
  });
}
