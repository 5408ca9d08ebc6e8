// An Express application: errors know of their request, pages are counted, and nothing is lost when it stops.
import { Micrologs } from '@micrologs/node';
import { micrologsExpress } from '@micrologs/node/express';
import express from 'express';

const micrologs = new Micrologs({
  host: process.env.MICROLOGS_HOST,
  key: process.env.MICROLOGS_KEY,
  release: 'shop@2.4.1',
});
micrologs.captureUncaught();

const { before, onError } = micrologsExpress(micrologs, {
  // Who the visitor is, is yours to say; in a cookieless project `true` is enough.
  pageviews: (request) => ({ visitor_id: request.ip, session_token: request.ip }),
});

const app = express();
app.use(before);
app.get('/', (_request, response) => {
  response.send('<h1>Shop</h1>');
});
app.get('/orders/:id', (request) => {
  micrologs.addContext({ order: request.params.id });
  throw new Error('The order cannot be read');
});
app.use(onError);

const server = app.listen(process.env.PORT ?? 3000, () => console.log(server.address().port));
process.once('SIGTERM', () => {
  server.close(() => micrologs.close());
  server.closeAllConnections();
});
