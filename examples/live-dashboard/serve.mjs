// Serves the page on this machine, and makes tokens for it, so that the secret key stays here.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Micrologs } from '@micrologs/node';

const { MICROLOGS_HOST: host = 'http://127.0.0.1:8080', MICROLOGS_SECRET_KEY: key, PORT = '3000' } = process.env;
const CHANNELS = ['live', 'pageviews', 'errors', 'links', 'alerts', 'report:visitors', 'report:sessions'];
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
/** Another name that leads here could be a page of somebody else's, which must not get a token. */
const HERE = /^(127\.0\.0\.1|localhost)(:\d+)?$/;

if (!key) {
  console.error('MICROLOGS_SECRET_KEY is not set: the secret key that `npm start` printed.');
  process.exit(2);
}
const folder = fileURLToPath(new URL('dist', import.meta.url));
if (!existsSync(folder)) {
  console.error('The page is not built: npx nx build @micrologs/example-live-dashboard');
  process.exit(2);
}
const micrologs = new Micrologs({ host, key });
const files = new Set(readdirSync(folder, { recursive: true }).map((name) => `/${name.split(path.sep).join('/')}`));

const server = createServer((request, response) => {
  const answer = (status, type, body) => {
    response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body);
  };
  if (!HERE.test(request.headers.host ?? '')) return answer(421, 'text/plain', 'Not here');
  const [address] = request.url.split('?');
  if (address === '/settings.json') {
    return answer(200, 'application/json', JSON.stringify({ apiUrl: host, tokenUrl: 'token' }));
  }
  if (address === '/token') {
    const origin = `http://${request.headers.host}`;
    const made = micrologs.api.realtime.token({ channels: CHANNELS, expires_in: 3600, origin });
    return made.then(
      ({ token }) => answer(200, 'text/plain', token),
      (error) => answer(502, 'text/plain', `No token from ${host}: ${error.message}`),
    );
  }
  const name = address === '/' ? '/index.html' : address;
  const type = TYPES[path.extname(name)];
  if (!files.has(name) || !type) return answer(404, 'text/plain', 'Not found');
  answer(200, type, readFileSync(path.join(folder, name)));
});
server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port} shows what ${host} tells`);
});
