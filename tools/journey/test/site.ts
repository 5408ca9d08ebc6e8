import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Site {
  url: string;
  close(): Promise<void>;
}

/** A small web site whose every page carries `snippet`; links lead to every page, `/spa` navigates without loading. */
export async function startSite(snippet: () => string): Promise<Site> {
  const server = createServer((request, response) => {
    if (request.url === '/favicon.ico') return response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><html lang="en"><head><title>Page ${request.url}</title>${snippet()}</head>
<body style="height: 4000px"><a id="to-b" href="/b">b</a><a id="to-spa" href="/spa">spa</a>
<button id="step" onclick="history.pushState({}, '', '/spa/1'); document.title = 'Step 1'">step</button></body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
