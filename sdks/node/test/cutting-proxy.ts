import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface CuttingProxy {
  url: string;
  /** Bytes that clients have been given. */
  readonly given: number;
  /** Breaks whatever is connected, and everything that connects from now on, after so many further bytes for it; null: no more. */
  cutAfter(bytes: number | null): void;
  stop(): Promise<void>;
}

/** Passes everything on to a server, and breaks connections in the middle. */
export async function cuttingProxy(target: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let left: number | null = null;
  let given = 0;

  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    const cut = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', cut);
      socket.on('close', () => {
        open.delete(socket);
        cut();
      });
    }
    client.pipe(upstream);
    upstream.on('data', (bytes: Buffer) => {
      const piece = left === null ? bytes : bytes.subarray(0, left);
      if (left !== null) left -= piece.length;
      given += piece.length;
      if (left === 0) {
        left = null;
        client.write(piece, cut);
      } else if (!client.write(piece)) {
        upstream.pause();
        client.once('drain', () => upstream.resume());
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get given() {
      return given;
    },
    cutAfter(bytes) {
      left = bytes;
    },
    async stop() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
