import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One page of the site. */
export interface SitePage {
  /** 200 unless given. */
  status?: number;
  title?: string;
  head?: string;
  body?: string;
  headers?: Record<string, string>;
  /** The whole document, in place of title, head and body. */
  html?: string;
}

/** A web site on a free port; its pages are what a test defines. */
export class Site {
  readonly pages = new Map<string, SitePage>();
  #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<Site> {
    const server = createServer((request, response) => {
      const path = new URL(request.url!, 'http://site').pathname;
      const page = site.pages.get(path);
      if (!page) return response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
      response.writeHead(page.status ?? 200, { 'Content-Type': 'text/html; charset=utf-8', ...page.headers });
      response.end(
        page.html ??
          `<!doctype html><html><head><title>${page.title ?? path}</title>${page.head ?? ''}</head><body>${page.body ?? ''}</body></html>`,
      );
    });
    const site = new Site(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return site;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** An address of the site. @param host any name that the browser resolves to this machine */
  url(path: string, host = 'localhost'): string {
    return `http://${host}:${this.port}${path}`;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}
