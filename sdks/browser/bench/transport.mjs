// What a visit costs on the wire: requests and bytes that reach the server, headers included, for a view, some errors and the end of the
// page. `node bench/transport.mjs` (`CHROMIUM_PATH`, or /usr/bin/chromium). Over HTTP/2 headers take less.
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';
import { bundleApplication, bundleScript } from '../bundle.mjs';

const KEY = '0123456789abcdef0123456789abcdef';
const scripts = {
  'one request each, with headers (preflights)': await withHeaders(),
  'one request each, key in the address': await bundleScript('micrologs.js'),
  'batches (npm package)': await bundleApplication(`
    import { engagement, errors, init } from './src/index.ts';
    const { publicKey, apiUrl } = document.currentScript.dataset;
    window.Micrologs = init({ publicKey, apiUrl, use: [errors(), engagement()] });`),
};

/** The ordinary script as it was when the key was a header. */
async function withHeaders() {
  const script = await bundleScript('micrologs.js');
  return `{ const plain = window.fetch;
    window.fetch = (url, options) => plain(url.split('?')[0], {
      ...options, headers: { 'Content-Type': 'application/json', 'X-API-Key': '${KEY}' } }); }
    ${script}`;
}

/** A server that takes everything and counts it. */
async function startCounter() {
  const counts = { requests: 0, bytes: 0 };
  const server = createServer((request, response) => {
    response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*');
    response.setHeader('Access-Control-Allow-Headers', 'Content-Type, X-API-Key');
    if (request.url === '/favicon.ico') return response.writeHead(204).end();
    counts.requests++;
    counts.bytes += Buffer.byteLength(
      `${request.method} ${request.url} HTTP/1.1\r\n${request.rawHeaders.join('\r\n')}\r\n`,
    );
    request.on('data', (chunk) => {
      counts.bytes += chunk.length;
    });
    request.on('end', () => response.end('{"success":true,"message":"OK"}'));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { counts, server, url: `http://127.0.0.1:${server.address().port}` };
}

const site = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end('<title>Shop</title>'));
await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});

for (const errors of [0, 1, 5, 20]) {
  console.log(`a view, ${errors} errors, the end of the page`);
  for (const [name, script] of Object.entries(scripts)) {
    const { counts, server, url } = await startCounter();
    const page = await (await browser.newContext()).newPage();
    await page.goto(`http://localhost:${site.address().port}/`);
    await page.evaluate(
      ([script, key, url]) => {
        const tag = Object.assign(document.createElement('script'), { textContent: script });
        Object.assign(tag.dataset, { publicKey: key, apiUrl: url });
        document.head.append(tag);
      },
      [script, KEY, url],
    );
    await page.waitForTimeout(300);
    await page.evaluate((errors) => {
      for (let i = 0; i < errors; i++) Promise.reject(new Error(`failure ${i}`));
    }, errors);
    await page.waitForTimeout(1_500);
    await page.goto('about:blank');
    await page.waitForTimeout(300);
    await page.context().close();
    server.closeAllConnections();
    server.close();
    console.log(
      `  ${name.padEnd(45)} ${String(counts.requests).padStart(3)} requests ${String(counts.bytes).padStart(7)} B`,
    );
  }
}
await browser.close();
site.closeAllConnections();
site.close();
