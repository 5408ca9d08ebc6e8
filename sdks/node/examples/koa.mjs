// A Koa application: errors know of their request, and pages are counted.
import Router from '@koa/router';
import { Micrologs } from '@micrologs/node';
import { micrologsKoa } from '@micrologs/node/koa';
import Koa from 'koa';

const micrologs = new Micrologs({ host: process.env.MICROLOGS_HOST, key: process.env.MICROLOGS_KEY });
micrologs.captureUncaught();

const router = new Router();
router.get('/', (context) => {
  context.body = '<h1>Shop</h1>';
});
router.get('/orders/:id', (context) => {
  micrologs.addContext({ order: context.params.id });
  throw new Error('The order cannot be read');
});

const app = new Koa();
// Inside of whatever turns errors into answers, around everything that may throw.
app.use(micrologsKoa(micrologs, { pageviews: ({ ip }) => ({ visitor_id: ip, session_token: ip }) }));
app.use(router.routes());
app.silent = true;

const server = app.listen(process.env.PORT ?? 3000, () => console.log(server.address().port));
process.once('SIGTERM', () => {
  server.close(() => micrologs.close());
  server.closeAllConnections();
});
