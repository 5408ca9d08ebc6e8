// A Fastify application: errors know of their request, and pages are counted.
import { Micrologs } from '@micrologs/node';
import { micrologsPlugin } from '@micrologs/node/fastify';
import { fastify } from 'fastify';

const micrologs = new Micrologs({ host: process.env.MICROLOGS_HOST, key: process.env.MICROLOGS_KEY });
micrologs.captureUncaught();

const app = fastify({ forceCloseConnections: true });
await app.register(micrologsPlugin(micrologs, { pageviews: ({ ip }) => ({ visitor_id: ip, session_token: ip }) }));
app.addHook('onClose', () => micrologs.close());
app.get('/', (_request, reply) => reply.type('text/html').send('<h1>Shop</h1>'));
app.get('/orders/:id', (request) => {
  micrologs.addContext({ order: request.params.id });
  throw new Error('The order cannot be read');
});

await app.listen({ port: Number(process.env.PORT ?? 3000) });
console.log(app.server.address().port);
process.once('SIGTERM', () => app.close());
