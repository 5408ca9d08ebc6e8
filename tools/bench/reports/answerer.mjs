import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../dist/answer.mjs', import.meta.url));

/**
 * A process that answers reports from one store.
 * @param {{ engine: string, database: string, lastDay: number }} store
 */
export async function startAnswerer({ engine, database, lastDay }) {
  const nodeArgs = process.env.BENCH_NODE_ARGS?.split(' ') ?? [];
  const child = fork(script, [engine, database, String(lastDay)], { execArgv: nodeArgs });
  const next = async () => {
    const ended = new AbortController();
    const exit = once(child, 'exit', ended).then(([code]) => {
      throw new Error(`The process that asks ${engine} ended with code ${code}`);
    });
    exit.catch(() => undefined);
    const [message] = await Promise.race([once(child, 'message', ended), exit]);
    ended.abort();
    return message;
  };
  await next();
  return {
    /** @returns {Promise<import('./answer.ts').Answered>} */
    ask(question) {
      const answer = next();
      child.send(question);
      return answer;
    },
    async stop() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** Takes a database out of the system's page cache; needs no rights but to read it. */
export function dropFromCache(file) {
  for (const name of [file, `${file}-wal`, `${file}.wal`]) {
    if (existsSync(name)) execFileSync('dd', [`if=${name}`, 'iflag=nocache', 'count=0', 'status=none']);
  }
}
