// Serves the examples, and the package's modules as `/dist` (`npx nx build @micrologs/browser` first).
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const TYPES = { '.html': 'text/html; charset=utf-8', '.mjs': 'text/javascript', '.js': 'text/javascript' };

/** @param {string} dist the folder of the built package */
export function createExampleServer(dist = path.join(root, '../dist')) {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const [folder, name] = pathname.startsWith('/dist/') ? [dist, pathname.slice(6)] : [root, pathname.slice(1)];
    const file = path.join(folder, path.normalize(`/${name}`));
    if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end('Not found');
    response.writeHead(200, { 'Content-Type': TYPES[path.extname(file)] ?? 'text/plain' });
    createReadStream(file).pipe(response);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = createExampleServer().listen(Number(process.env.PORT ?? 3000), 'localhost', () => {
    console.log(
      `http://localhost:${server.address().port}/plain.html?key=YOUR_PUBLIC_KEY&server=http://127.0.0.1:8080`,
    );
  });
}
