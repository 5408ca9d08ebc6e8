import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port.mjs';
import { type MariaDb, startMariaDb } from './mariadb.ts';

export interface GaleraCluster {
  nodes: MariaDb[];
  /** A new, empty database on all nodes. @returns its URL, which names the nodes in this order */
  createDatabase(): Promise<string>;
  /** The same database by another order of the nodes; `first` is a place in `nodes`. */
  startingWith(first: number, database: string): string;
  /** Ends all nodes and removes their data. */
  stop(): Promise<void>;
}

const REPLICATION = [
  '--binlog-format=ROW',
  '--innodb-autoinc-lock-mode=2',
  '--wsrep-on=ON',
  '--wsrep-provider=/usr/lib/galera/libgalera_smm.so',
];

/** A node that is silent is given up after five seconds, as by default: a busy machine may hold one up for half of that. */
const PROVIDER = ['gcache.size=64M', 'evs.keepalive_period=PT0.2S', 'evs.inactive_check_period=PT0.2S'];

/**
 * How a node gets the state of another one. All begin alike and none is away for long, so what one has missed still lies in
 * the others' memory: a donor has to say no more than from where on.
 */
const STATE_TRANSFER = `#!/bin/sh
while [ $# -gt 0 ]; do
  case $1 in
    --role) role=$2; shift ;;
    --address) address=$2; shift ;;
    --datadir) data=$2; shift ;;
    --gtid) position=$2; shift ;;
    --bypass) is_missing_little=1 ;;
  esac
  shift
done
if [ "$role" = donor ]; then
  [ "$is_missing_little" = 1 ] || exit 1
  echo "$position" > "$address/position.new" && mv "$address/position.new" "$address/position"
  echo "done $position"
else
  rm -f "$data/position"
  echo "ready $data"
  while [ ! -f "$data/position" ]; do sleep 0.05; done
  cat "$data/position"
fi
`;

/** Followed by the addresses of nodes that are there; by none, a cluster begins. */
const CLUSTER = '--wsrep-cluster-address=gcomm://';

const run = promisify(execFile);

/**
 * Starts a cluster of MariaDB servers with Debian's Galera provider, each in a folder and on ports of its own. A node that was
 * killed comes back by its `start`, while another one is there.
 * @throws Error with a server's log when it does not start, or when the provider is not installed
 */
export async function startGalera(size = 3): Promise<GaleraCluster> {
  const folder = await mkdtemp(path.join(tmpdir(), 'micrologs-galera-'));
  const nodes: MariaDb[] = [];
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.kill().then(node.stop)));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    // A cluster of one gives the data an origin that all nodes have in common.
    const template = path.join(folder, 'template');
    const founder = await settingsOf(`127.0.0.1:${await freePort()}`);
    await (await startMariaDb({ data: template, settings: [...founder, CLUSTER] })).stop();
    const origin = await positionOf(template);
    const programs = path.join(folder, 'programs');
    await mkdir(programs);
    await writeFile(path.join(programs, 'wsrep_sst_memory'), STATE_TRANSFER);
    await chmod(path.join(programs, 'wsrep_sst_memory'), 0o755);
    const addresses: string[] = [];
    for (let i = 0; i < size; i++) addresses.push(`127.0.0.1:${await freePort()}`);
    for (let i = 0; i < size; i++) {
      const data = path.join(folder, `node-${i + 1}`);
      await cp(template, data, { recursive: true });
      const shared = await settingsOf(addresses[i]!);
      const joining = `${CLUSTER}${addresses.filter((address) => address !== addresses[i])}`;
      let isFirstStart = true;
      const settings = async () => {
        const isFounder = isFirstStart && i === 0;
        const position = isFirstStart ? origin : await positionOf(data);
        isFirstStart = false;
        return [...shared, isFounder ? CLUSTER : joining, `--wsrep-start-position=${position}`];
      };
      nodes.push(await startMariaDb({ data, settings, makeAccounts: false, programs }));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const hosts = (first: number) => nodes.map((_, i) => `127.0.0.1:${nodes[(first + i) % size]!.port}`).join(',');
  const startingWith = (first: number, database: string) => database.replace(/@[^/]+/, `@${hosts(first)}`);
  return {
    nodes,
    createDatabase: async () => startingWith(0, await nodes[0]!.createDatabase()),
    startingWith,
    stop,
  };
}

async function settingsOf(address: string): Promise<string[]> {
  const options = [...PROVIDER, `gmcast.listen_addr=tcp://${address}`, `ist.recv_addr=127.0.0.1:${await freePort()}`];
  return [
    ...REPLICATION,
    `--wsrep-node-address=${address}`,
    '--wsrep-sst-method=memory',
    `--wsrep-provider-options=${options.join(';')}`,
  ];
}

/** Up to where a node that died has what the cluster has, as its storage engine knows. */
async function positionOf(data: string): Promise<string> {
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  const { stderr, stdout } = await run('mariadbd', [
    '--no-defaults',
    `--datadir=${data}`,
    `--tmpdir=${path.dirname(data)}`,
    `--socket=${data}.recovery`,
    '--skip-networking',
    '--innodb-log-file-size=32M',
    ...REPLICATION,
    CLUSTER,
    '--wsrep-recover',
    ...asRoot,
  ]);
  const position = /Recovered position: (\S+)/.exec(stdout + stderr)?.[1];
  if (!position) throw new Error(`No position in the data of a node:\n${stdout}${stderr}`);
  return position;
}
