import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { StorageUnavailableError } from '@micrologs/storage';
import { type Connection, type ConnectionOptions, createConnection } from 'mysql2';
import { isBroken, translateError } from './errors.ts';
import type { MysqlAddress } from './url.ts';

export type Flavour = 'MariaDB' | 'MySQL';

/** An open connection to a server that takes writes, its session set up. */
export interface Link {
  connection: Connection;
  /** What the connection runs over. */
  stream: Socket;
  /** The connection's number at the server. */
  id: number;
  target: ConnectionOptions;
  /** `host:port`, or the path of a socket. */
  server: string;
  flavour: Flavour;
  /** Such as `10.11.6`. */
  version: string;
  /** Longest statement that the server takes, in bytes. */
  maxStatementBytes: number;
  /** Whether other nodes take writes as well. */
  isClusterNode: boolean;
}

/** The collation that compares texts by their bytes, without filling up the shorter one with spaces. */
export const COLLATIONS: Record<Flavour, string> = { MariaDB: 'utf8mb4_nopad_bin', MySQL: 'utf8mb4_0900_bin' };

const OLDEST: Record<Flavour, readonly [number, number, number]> = { MariaDB: [10, 11, 0], MySQL: [8, 0, 19] };
const CONNECT_WAIT_MS = 5_000;
const KEEP_ALIVE_MS = 10_000;
/** A batch of events computes for far less between two of its statements. */
const IDLE_TRANSACTION_SECONDS = 6;
/** For a row that another transaction holds; a batch of events holds its rows for less. */
const LOCK_WAIT_SECONDS = 20;
/** Sorting and grouping look at no more than so many bytes of a text: more than any column here has. */
const SORT_BYTES = 16_384;

/**
 * Connects to the first host that answers and takes writes.
 * @throws StorageUnavailableError that tells of every host when there is none
 */
export async function connect(address: MysqlAddress, mode: 'writer' | 'reader'): Promise<Link> {
  const failures: unknown[] = [];
  for (const { server, target } of targets(address)) {
    try {
      return await connectTo(address, server, target, mode);
    } catch (error) {
      failures.push(translateError(error, server));
    }
  }
  const unexpected = failures.find((failure) => !(failure instanceof StorageUnavailableError));
  if (unexpected) throw unexpected;
  throw new StorageUnavailableError(failures.map((failure) => (failure as Error).message).join(' '), {
    cause: failures[0],
  });
}

function targets({ hosts, socketPath }: MysqlAddress): { server: string; target: ConnectionOptions }[] {
  if (socketPath !== null) return [{ server: socketPath, target: { socketPath } }];
  return hosts.map(({ host, port }) => ({ server: `${host}:${port}`, target: { host, port } }));
}

async function connectTo(
  { user, password, database, tls }: MysqlAddress,
  server: string,
  address: ConnectionOptions,
  mode: 'writer' | 'reader',
): Promise<Link> {
  const target: ConnectionOptions = {
    ...address,
    user,
    password,
    database,
    ...(tls && {
      ssl: {
        ...(tls.caFile !== null && { ca: readFileSync(tls.caFile) }),
        rejectUnauthorized: tls.verify,
        verifyIdentity: tls.verify,
      },
    }),
    charset: 'utf8mb4',
    connectTimeout: CONNECT_WAIT_MS,
    enableKeepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_MS,
    // One row of statements is one message, where they depend on nothing but the one before having succeeded.
    multipleStatements: true,
    // Rows that were left alone must not count; of an UPDATE the server tells how many it found besides.
    flags: ['-FOUND_ROWS', '-LOCAL_FILES'],
  };
  const connection = await establish(target);
  try {
    const [row] = await rowsOf<{ id: number; version: string; packet: number; readOnly: number | string }>(
      connection,
      `SELECT CONNECTION_ID() AS id, VERSION() AS version, @@max_allowed_packet AS packet,
       @@global.read_only AS readOnly`,
    );
    const { flavour, version } = parseVersion(row!.version);
    if (row!.readOnly !== 0 && row!.readOnly !== 'OFF') {
      throw new StorageUnavailableError(
        `The database server ${server} takes no writes: it is read-only. Name the one that is written to in DATABASE_URL.`,
      );
    }
    const [replication] = await rowsOf<{ Value: string }>(connection, "SHOW VARIABLES LIKE 'wsrep_on'");
    const isClusterNode = replication?.Value === 'ON';
    await rowsOf(connection, sessionSetup(flavour, mode, isClusterNode));
    return {
      connection,
      stream: streamOf(connection),
      id: row!.id,
      target,
      server,
      flavour,
      version,
      maxStatementBytes: row!.packet,
      isClusterNode,
    };
  } catch (error) {
    disconnect(connection);
    throw error;
  }
}

async function establish(target: ConnectionOptions): Promise<Connection> {
  const connection = createConnection(target);
  // Told by the call that meets it, too; without a listener it would end the process.
  connection.on('error', () => undefined);
  try {
    await new Promise<void>((resolve, reject) => connection.connect((error) => (error ? reject(error) : resolve())));
    return connection;
  } catch (error) {
    disconnect(connection);
    throw error;
  }
}

/**
 * Asks on another connection whether the server is at work on a statement of this one. One that refuses another connection
 * has answered, so it is believed to be.
 */
export async function isAtWork({ target, id }: Link): Promise<boolean> {
  try {
    const connection = await establish(target);
    try {
      const [row] = await rowsOf<{ command: string }>(
        connection,
        `SELECT command AS command FROM information_schema.processlist WHERE id = ${id}`,
      );
      return row !== undefined && row.command !== 'Sleep';
    } finally {
      disconnect(connection);
    }
  } catch (error) {
    return !isBroken(error);
  }
}

/** Lets go of a connection without a word to the server, which may not be there to hear it. */
export function disconnect(connection: Connection): void {
  connection.destroy();
  streamOf(connection).destroy();
}

/** The driver's types lack it. */
function streamOf(connection: Connection): Socket {
  return (connection as unknown as { stream: Socket }).stream;
}

function parseVersion(text: string): { flavour: Flavour; version: string } {
  const flavour: Flavour = /mariadb/i.test(text) ? 'MariaDB' : 'MySQL';
  const version = /^\d+\.\d+\.\d+/.exec(text)?.[0] ?? '0.0.0';
  const numbers = version.split('.').map(Number);
  const oldest = OLDEST[flavour];
  const place = oldest.findIndex((number, i) => number !== numbers[i]);
  if (place >= 0 && numbers[place]! < oldest[place]!) {
    throw new StorageUnavailableError(
      `The database is ${flavour} ${version}, which is too old: MariaDB 10.11 or MySQL 8.0.19 is needed.`,
    );
  }
  return { flavour, version };
}

/** Whatever answers or locks depend on is said, since every server may have other defaults. */
function sessionSetup(flavour: Flavour, mode: 'writer' | 'reader', isClusterNode: boolean): string {
  return [
    // What another node has committed is there before anything is read, be it a key, a position or a report.
    ...(isClusterNode ? ['SET SESSION wsrep_sync_wait = 1'] : []),
    `SET NAMES utf8mb4 COLLATE ${COLLATIONS[flavour]}`,
    `SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', autocommit = 1,
      innodb_lock_wait_timeout = ${LOCK_WAIT_SECONDS}, max_sort_length = ${SORT_BYTES}, div_precision_increment = 20`,
    // Writers lock the rows that they rely on. What more REPEATABLE READ locks, the gaps between rows, would only make
    // writers of different projects wait for each other.
    mode === 'writer'
      ? 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE'
      : 'SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY',
    // A writer that sleeps in the midst of a transaction, as a halted process or machine does, must not keep others from its
    // partitions once its lease is over. MySQL has nothing like it.
    ...(flavour === 'MariaDB' && mode === 'writer'
      ? [`SET SESSION idle_write_transaction_timeout = ${IDLE_TRANSACTION_SECONDS}`]
      : []),
  ].join('; ');
}

function rowsOf<R>(connection: Connection, sql: string): Promise<R[]> {
  return new Promise((resolve, reject) =>
    connection.query({ sql, timeout: CONNECT_WAIT_MS }, (error, rows) =>
      error ? reject(error) : resolve(rows as R[]),
    ),
  );
}
