import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Stop } from '../run.ts';
import { StartError } from '../start-error.ts';
import { expose } from './exposition.ts';
import type { Figures } from './figures.ts';

/** Where figures are to be had. */
export interface MetricsAddress {
  host: string;
  /** 0: any that is free. */
  port: number;
}

/**
 * Answers `GET /metrics` in a process that has no other requests to answer. It asks for no key: who must not read it, must not reach
 * the address.
 * @returns where
 * @throws StartError when the address cannot be used
 */
export async function serveMetrics(
  gather: () => Promise<Figures>,
  { host, port }: MetricsAddress,
  started: Stop[],
): Promise<string> {
  const server = createServer((req, res) => {
    if (req.method !== 'GET' || req.url !== '/metrics') {
      res.writeHead(404, { 'Content-Type': 'text/plain' }).end('Only GET /metrics is here\n');
      return;
    }
    gather()
      .then(expose)
      .then(
        ({ type, text }) => res.writeHead(200, { 'Content-Type': type }).end(text),
        () => res.writeHead(500).end(),
      );
  });
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new StartError(
      `Metrics cannot be served on port ${port} of ${host} (${(error as NodeJS.ErrnoException).code}). ` +
        'Choose another --metrics-port (0 picks a free one) or --metrics-host.',
      { cause: error },
    );
  }
  started.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const name = host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${(server.address() as AddressInfo).port}/metrics`;
}
