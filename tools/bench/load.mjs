import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import autocannon from 'autocannon';

const wrk = promisify(execFile);
const BODY_BYTES = 500;
const ERROR_BYTES = 3000;
export const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

/**
 * A pageview of about 500 bytes as a tracker sends it. `@V` is replaced by the visitor's number and `@N` by the view's, so that no view
 * repeats another.
 */
function bodyTemplate() {
  const body = {
    url: 'https://shop.test/products/item-@N?color=blue&utm_source=mail&utm_campaign=spring',
    page_title: 'Item of the season | Shop',
    referrer: 'https://www.google.com/',
    visitor_id: '3f2b8c1e-5d7a-4c0e-9a51-@V',
    session_token: '9a7c6e5d-1b2a-4f3e-8d7c-@V',
    screen_resolution: '1920x1080',
    timezone: 'Europe/Oslo',
  };
  const missing = BODY_BYTES - JSON.stringify(body).length - 16;
  body.page_title += ' '.padEnd(Math.max(1, missing), 'x');
  return JSON.stringify(body);
}

const folder = mkdtempSync(join(tmpdir(), 'micrologs-load-'));

/** What the bot filter expects of a browser. */
const BROWSER = { 'User-Agent': USER_AGENT, Accept: '*/*', 'Accept-Language': 'en-GB,en;q=0.9' };

function headersFor(publicKey) {
  return { 'Content-Type': 'application/json', ...BROWSER, 'X-API-Key': publicKey };
}

let runs = 0;

/**
 * wrk at full speed.
 * @param request the Lua function body that makes a request of its number `n`, which is unique within this bench
 */
async function atFullSpeed({ url, connections, seconds, headers, request }) {
  const run = ++runs;
  const script = join(folder, `run-${run}.lua`);
  const pairs = Object.entries(headers).map(([name, value]) => `["${name}"] = "${value}"`);
  writeFileSync(
    script,
    `local count = 0
local headers = { ${pairs.join(', ')} }
request = function()
  count = count + 1
  local n = string.format("${run}-%d", count)
  ${request}
end
done = function(summary, latency, requests)
  io.write(string.format('RESULT {"requests":%d,"microseconds":%d,"bad":%d,"errors":%d,"p99":%d}\\n',
    summary.requests, summary.duration, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout, latency:percentile(99)))
end
`,
  );
  const { stdout } = await wrk('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', script, url]);
  const result = JSON.parse(/RESULT (.*)/.exec(stdout)[1]);
  if (result.bad + result.errors > 0) throw new Error(`Answers were wrong: ${JSON.stringify(result)}\n${stdout}`);
  return {
    requests: result.requests,
    perSecond: (result.requests * 1e6) / result.microseconds,
    p99Ms: result.p99 / 1000,
  };
}

/** Every request another pageview of one of 5,000 visitors. */
export function hammer({ publicKey, ...load }) {
  return atFullSpeed({
    ...load,
    headers: headersFor(publicKey),
    request: `local body = ([==[${bodyTemplate()}]==]):gsub("@V", string.format("%012d", math.random(5000))):gsub("@N", n)
  return wrk.format("POST", "/api/track/pageview", headers, body)`,
  });
}

/** How many faults the errors of `hammerErrors` are of. */
export const FAULTS = 200;

/**
 * An error of about 3 KB with the stack of a large application. `@F` tells the faults apart; `@V`, `@N` and `@L` (visitor, number,
 * line) tell nothing.
 */
function errorTemplate() {
  const file = 'https://shop.test/assets/app.3f2a9c1d.js';
  const frames = ['loadItem@F', 'renderItem', 'renderList', 'Shop.update', 'Shop.start'].map(
    (name, i) => `    at ${name} (${file}:@L:${i + 20})`,
  );
  for (let i = 0; i < 25; i++) frames.push(`    at call${i} (https://shop.test/assets/vendor.9d8c7b6a.js:${i}:@L)`);
  const error = {
    error_type: 'TypeError',
    message: `Cannot read properties of undefined (reading 'price') of order @L`,
    file,
    stack: `TypeError: boom\n${frames.join('\n')}`,
    url: 'https://shop.test/products/item-@N',
    release: '2026.3.1',
    context: { order: '@N', cart: { items: [1, 2, 3], currency: 'NOK' } },
    visitor_id: '3f2b8c1e-5d7a-4c0e-9a51-@V',
    session_token: '9a7c6e5d-1b2a-4f3e-8d7c-@V',
  };
  error.context.note = 'x'.repeat(Math.max(1, ERROR_BYTES - JSON.stringify(error).length - 12));
  return JSON.stringify(error);
}

/** Every request another occurrence of one of 200 faults. */
export function hammerErrors({ publicKey, ...load }) {
  return atFullSpeed({
    ...load,
    headers: headersFor(publicKey),
    request: `local body = ([==[${errorTemplate()}]==]):gsub("@V", string.format("%012d", math.random(5000))):gsub("@N", n)
    :gsub("@F", string.char(97 + count % 20, 65 + math.floor(count / 20) % ${FAULTS / 20})):gsub("@L", count % 9000 + 10)
  return wrk.format("POST", "/api/track/error", headers, body)`,
  });
}

/** Every request a click on the same link. */
export function hammerLink({ path, ...load }) {
  return atFullSpeed({
    ...load,
    headers: { ...BROWSER, Referer: 'https://news.test/today' },
    request: `return wrk.format("GET", "${path}", headers)`,
  });
}

/** A steady rate; latency is corrected for requests that could not be sent on time. */
export async function steady({ url, publicKey, connections, perSecond, seconds }) {
  const template = bodyTemplate();
  let n = 0;
  const stamp = Date.now();
  const result = await autocannon({
    url: `${url}/api/track/pageview`,
    connections,
    duration: seconds,
    overallRate: perSecond,
    method: 'POST',
    headers: headersFor(publicKey),
    requests: [
      {
        setupRequest: (request) => {
          n += 1;
          const visitor = String(n % 5000).padStart(12, '0');
          return { ...request, body: template.replaceAll('@V', visitor).replaceAll('@N', `s${stamp}-${n}`) };
        },
      },
    ],
  });
  if (result.non2xx + result.errors > 0) throw new Error(`${result.non2xx + result.errors} answers were wrong`);
  return { perSecond: result.requests.average, p99Ms: result.latency.p99 };
}
