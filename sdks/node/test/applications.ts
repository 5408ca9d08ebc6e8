import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Router from '@koa/router';
import express from 'express';
import fastify from 'fastify';
import Koa from 'koa';
import { micrologsExpress } from '../src/express.ts';
import { micrologsPlugin } from '../src/fastify.ts';
import type { Micrologs } from '../src/index.ts';
import { micrologsKoa } from '../src/koa.ts';
import type { MiddlewareOptions } from '../src/middleware.ts';

/** Options that suit all frameworks. */
export type AnyOptions = MiddlewareOptions<{ headers: IncomingHttpHeaders }>;

export interface Application {
  url: string;
  stop(): Promise<unknown>;
}

/**
 * Starts one and the same application: with the middleware when there is a client, else without. It answers its failures itself:
 * `GET /shop/items/:id` a page, `POST` there a fault, `GET /shop/private` a refusal, `GET /data` no page.
 */
export type Start = (client: Micrologs | null, options?: AnyOptions) => Promise<Application>;

const pause = () => new Promise((resolve) => setTimeout(resolve, 1));
const fault = () => new Error('out of stock');
const refusal = () => Object.assign(new Error('who are you?'), { status: 401, statusCode: 401 });

async function serve(listener: RequestListener): Promise<Application> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => new Promise((resolve) => server.close(resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}

async function page(client: Micrologs | null, id: string): Promise<string> {
  client?.addContext({ item: id });
  await pause();
  client?.audit('seen');
  return `<p>${id}</p>`;
}

const startExpress: Start = (client, options) => {
  const app = express();
  const micrologs = client && micrologsExpress(client, options);
  if (micrologs) app.use(micrologs.before);
  app.use(express.json());
  const shop = express.Router();
  shop.get('/items/:id', async (request, response) => {
    response.send(await page(client, request.params.id));
  });
  shop.post('/items/:id', async () => {
    await pause();
    throw fault();
  });
  shop.get('/private', () => {
    throw refusal();
  });
  app.use('/shop', shop);
  app.get('/data', (_request, response) => void response.json({}));
  if (micrologs) app.use(micrologs.onError);
  const answerFailure: express.ErrorRequestHandler = (error, _request, response, _next) => {
    response.status(error.status ?? 500).json({ host: error.message });
  };
  app.use(answerFailure);
  return serve(app);
};

const startKoa: Start = (client, options) => {
  const app = new Koa();
  app.use(async (context, next) => {
    try {
      await next();
    } catch (error) {
      const { message, status = 500 } = error as Error & { status?: number };
      Object.assign(context, { status, body: { host: message } });
    }
  });
  if (client) app.use(micrologsKoa(client, options));
  const shop = new Router({ prefix: '/shop' });
  shop.get('/items/:id', async (context) => {
    context.body = await page(client, context.params.id!);
  });
  shop.post('/items/:id', async () => {
    await pause();
    throw fault();
  });
  shop.get('/private', () => {
    throw refusal();
  });
  app.use(shop.routes());
  app.use((context) => {
    if (context.path === '/data') context.body = {};
  });
  return serve(app.callback());
};

const startFastify: Start = async (client, options) => {
  const app = fastify();
  if (client) await app.register(micrologsPlugin(client, options));
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    reply.status(error.statusCode ?? 500).send({ host: error.message });
  });
  await app.register(
    async (shop) => {
      shop.get<{ Params: { id: string } }>('/items/:id', async (request, reply) => {
        return reply.type('text/html').send(await page(client, request.params.id));
      });
      shop.post('/items/:id', async () => {
        await pause();
        throw fault();
      });
      shop.get('/private', async () => {
        throw refusal();
      });
    },
    { prefix: '/shop' },
  );
  app.get('/data', async () => ({}));
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { url, stop: () => app.close() };
};

export const FRAMEWORKS: [string, Start][] = [
  ['Express', startExpress],
  ['Koa', startKoa],
  ['Fastify', startFastify],
];
