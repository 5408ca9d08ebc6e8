// Loaded into the server's process by `--import`: collects garbage when it is sent SIGUSR2, and notes the memory that is left, so that
// what is compared does not depend on when the last collection was.
import { renameSync, writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const file = process.env.BENCH_MEMORY;
  process.on('SIGUSR2', () => {
    collect();
    collect();
    writeFileSync(`${file}.new`, JSON.stringify(process.memoryUsage()));
    renameSync(`${file}.new`, file);
  });
}
