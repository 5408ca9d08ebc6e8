import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import autocannon from 'autocannon';

const run = promisify(execFile);
const BODY_BYTES = 500;
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

function headersFor(publicKey) {
  return {
    'Content-Type': 'application/json',
    'User-Agent': USER_AGENT,
    Accept: '*/*',
    'Accept-Language': 'en-GB,en;q=0.9',
    'X-API-Key': publicKey,
  };
}

let runs = 0;

/** Full speed, every request another pageview of one of 5,000 visitors. */
export async function hammer({ url, publicKey, connections, seconds }) {
  const script = join(folder, `run-${++runs}.lua`);
  const headers = Object.entries(headersFor(publicKey))
    .map(([name, value]) => `["${name}"] = "${value}"`)
    .join(', ');
  writeFileSync(
    script,
    `local n = 0
local template = '${bodyTemplate()}'
local headers = { ${headers} }
request = function()
  n = n + 1
  local visitor = string.format("%012d", math.random(5000))
  local number = string.format("${runs}-%d", n)
  local body = template:gsub("@V", visitor):gsub("@N", number)
  return wrk.format("POST", "/api/track/pageview", headers, body)
end
done = function(summary, latency, requests)
  io.write(string.format('RESULT {"requests":%d,"microseconds":%d,"bad":%d,"errors":%d,"p99":%d}\\n',
    summary.requests, summary.duration, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout, latency:percentile(99)))
end
`,
  );
  const { stdout } = await run('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', script, url]);
  const result = JSON.parse(/RESULT (.*)/.exec(stdout)[1]);
  if (result.bad + result.errors > 0) throw new Error(`Answers were wrong: ${JSON.stringify(result)}\n${stdout}`);
  return {
    requests: result.requests,
    perSecond: (result.requests * 1e6) / result.microseconds,
    p99Ms: result.p99 / 1000,
  };
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
