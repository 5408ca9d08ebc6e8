// Calls the API as the old Node SDK does: fetch, paths with `.php`, null on any failure, and a warning that says why.
// Reads one call a line from standard input (`{"method": …, "args": […]}`) and writes one answer a line.
import { createInterface } from 'node:readline';

const host = process.env.MICROLOGS_HOST.replace(/\/$/, '');
const key = process.env.MICROLOGS_KEY;
const warn = (text) => console.error('[Micrologs]', text);

async function request(method, path, { query, body } = {}) {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== null && value !== undefined);
  const search = given.length > 0 ? `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}` : '';
  try {
    const response = await fetch(`${host}/api/${path}.php${search}`, {
      method,
      headers: { 'Content-Type': 'application/json', 'X-API-Key': key },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    if (response.ok) return answer;
    warn(`${response.status}: ${answer.message ?? response.statusText}`);
  } catch (error) {
    warn(error.message);
  }
  return null;
}

const post = (path, body) => request('POST', path, { body });

const methods = {
  error: (message, options = {}) =>
    post('track/error', {
      message: message.slice(0, 1024),
      error_type: options.type ?? 'ManualError',
      severity: options.severity ?? 'error',
      file: options.file ?? '',
      line: options.line ?? null,
      stack: options.stack ?? null,
      url: options.url ?? '',
      environment: options.environment ?? 'production',
      context: options.context ?? null,
    }),
  audit: (action, actor = '', context = null) => post('track/audit', { action, actor, context }),
  createLink: (destination_url, label = '') => post('links/create', { destination_url, label }),
  getLink: (code) => request('GET', 'links/detail', { query: { code } }),
  editLink: (code, { destinationUrl, label, isActive }) =>
    post('links/edit', { code, destination_url: destinationUrl, label, is_active: isActive }),
  deleteLink: (code) => post('links/delete', { code }),
  updateErrorStatus: (ids, status) =>
    post('track/errors-update-status', { [Array.isArray(ids) ? 'ids' : 'id']: ids, status }),
  verify: (checked) => post('projects/verify', { key: checked }),
  analytics: (name, parameters) => request('GET', `analytics/${name}`, { query: parameters }),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { method, args } = JSON.parse(line);
  console.log(JSON.stringify((await methods[method](...args)) ?? null));
}
