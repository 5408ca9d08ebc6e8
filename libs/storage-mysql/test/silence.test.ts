import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket, connect as tcpConnect } from 'node:net';
import { StorageUnavailableError } from '@micrologs/storage';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MysqlConnection } from '../src/connection.ts';
import { type TemporaryDatabase, temporaryDatabase } from './temporary-database.ts';

const SILENCE_MS = 100;

/** Stands between client and server. */
class Network {
  readonly #sockets: Socket[] = [];
  readonly #server;

  constructor(port: number) {
    this.#server = createServer((client) => {
      const server = tcpConnect(port, '127.0.0.1');
      client.pipe(server).pipe(client);
      for (const socket of [client, server]) socket.on('error', () => undefined);
      this.#sockets.push(client, server);
    });
  }

  async open(): Promise<number> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  /** Lets nothing more through on the connections that there are, without closing them; new ones are as good as any. */
  swallow(): void {
    for (const socket of this.#sockets) socket.unpipe().resume();
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}

let database: TemporaryDatabase;
let network: Network;
let connection: MysqlConnection;
beforeEach(async () => {
  database = await temporaryDatabase();
  const [{ host, port }] = database.address.hosts as [{ host: string; port: number }];
  network = new Network(port);
  const address = { ...database.address, hosts: [{ host, port: await network.open() }] };
  connection = new MysqlConnection({ address, mode: 'writer', silenceMs: SILENCE_MS });
});
afterEach(async () => {
  await connection.close();
  network.close();
  await database.remove();
});

it('waits for a statement that takes long', async () => {
  expect(await connection.all(`SELECT SLEEP(${(10 * SILENCE_MS) / 1000}) AS slept`)).toEqual([{ slept: 0 }]);
});

it('gives up a connection on which nothing comes through', async () => {
  await connection.run('CREATE TABLE numbers (n INT NOT NULL)');
  network.swallow();
  await expect(connection.run('INSERT INTO numbers VALUES (1)')).rejects.toThrow(StorageUnavailableError);
  await connection.run('INSERT INTO numbers VALUES (2)');
  expect(await connection.all('SELECT n FROM numbers')).toEqual([{ n: 2 }]);
});

it('asks a question again on another connection', async () => {
  await connection.all('SELECT 1 AS one');
  network.swallow();
  expect(await connection.all('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

it('undoes a transaction on such a connection', async () => {
  await connection.run('CREATE TABLE numbers (n INT NOT NULL)');
  await connection.begin('write');
  await connection.run('INSERT INTO numbers VALUES (1)');
  network.swallow();
  await expect(connection.commit()).rejects.toThrow(StorageUnavailableError);
  network.close();
  expect(await database.administer('SELECT n FROM numbers')).toEqual([]);
});
