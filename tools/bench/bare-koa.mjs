import coBody from 'co-body';
import Koa from 'koa';

const app = new Koa();
const answer = { success: true, message: 'OK', data: { queued: true } };
app.use(async (ctx) => {
  if (ctx.path.startsWith('/l/')) {
    ctx.redirect('https://shop.test/spring');
    return;
  }
  if (ctx.method !== 'POST') {
    ctx.body = 'bare koa';
    return;
  }
  const body = await coBody.json(ctx);
  ctx.status = body.url ? 202 : 400;
  ctx.body = answer;
});
const server = app.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => server.close(() => process.exit(0)).closeAllConnections());
