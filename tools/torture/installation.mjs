import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asking, spawnMicrologs, untilAnswers } from '../bench/processes.mjs';
import { startMariaDb, startValkey } from '../bench/start-servers.mjs';
import { stepClock, steppingClock } from './shifted-clock.mjs';

/** One process of an installation, which can be killed, halted and started again. */
class Node {
  /** Null while it does not run. */
  url = null;
  /** Output of those of its processes that ended by themselves. */
  crashes = [];
  #options;
  #process = null;

  /** @param {{ name: string, command: string[], answers: boolean, folder: string, env: Record<string, string> }} options */
  constructor(options) {
    this.#options = options;
    mkdirSync(options.folder);
    this.setClock(0);
  }

  get name() {
    return this.#options.name;
  }

  get folder() {
    return this.#options.folder;
  }

  get pid() {
    return this.#process.pid;
  }

  async start() {
    const { command, folder, env, answers } = this.#options;
    const started = await spawnMicrologs({
      dataDir: folder,
      command,
      env: { ...env, ...steppingClock(this.#clockFile) },
    });
    this.#process = started;
    started.child.once('exit', () => {
      if (this.#process === started) this.crashes.push(started.log());
    });
    if (answers) await untilAnswers(`${started.url}/api/health/live`, started.child, started.log);
    this.url = started.url;
  }

  /** By SIGKILL. */
  async kill() {
    const ending = this.#process;
    this.#process = null;
    this.url = null;
    await ending?.kill();
  }

  signal(signal) {
    this.#process.child.kill(signal);
  }

  /** Lets its clock go so far ahead of the machine's, or behind it. */
  setClock(aheadMs) {
    stepClock(this.#clockFile, aheadMs);
  }

  get #clockFile() {
    return `${this.#options.folder}.clock`;
  }
}

/**
 * Several processes over one database and one Valkey: two that answer, two that store.
 * `server`: how to ask it by the keys of its first project. `store`: as of `openStore`.
 */
export async function openInstallation() {
  const folder = mkdtempSync(join(tmpdir(), 'micrologs-faults-'));
  const database = await startMariaDb();
  const valkey = await startValkey();
  const databaseUrl = await database.createDatabase();
  const env = {
    DATABASE_URL: databaseUrl,
    VALKEY_URL: valkey.url,
    ADMIN_KEY: 'the-admin-key-of-all-nodes',
    IP_HASH_SALT: 'the salt of all nodes',
  };
  const node = (name, command, answers) => new Node({ name, command, answers, folder: join(folder, name), env });
  const api = [1, 2].map((n) => node(`api-${n}`, ['serve', '--role', 'api'], true));
  const workers = [1, 2].map((n) => node(`worker-${n}`, ['worker'], false));
  const nodes = [...api, ...workers];
  async function close() {
    await Promise.all(nodes.map((each) => each.kill()));
    await valkey.stop();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  try {
    for (const each of nodes) await each.start();
    const { firstProject } = JSON.parse(readFileSync(join(api[0].folder, 'secrets.json'), 'utf8'));
    const serverOf = ({ url }) => asking({ url, adminKey: env.ADMIN_KEY, ...firstProject });
    const name = new URL(databaseUrl).pathname.slice(1);
    const store = { dataDir: api[0].folder, env, rows: (query) => database.administer(`USE ${name}`, query) };
    return { api, workers, nodes, database, valkey, publicKey: firstProject.publicKey, serverOf, store, close };
  } catch (error) {
    await close();
    throw error;
  }
}
