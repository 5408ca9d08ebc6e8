// The scenarios of sdks/conformance drive this package through here: a command a line, an answer a line.
import { createInterface } from 'node:readline';
import { Micrologs, MicrologsError } from '../dist/index.mjs';

// Answers alone go to standard output.
console.warn = console.error;

const beforeSends = {
  'drop-all': () => null,
  throw: () => {
    throw new Error('beforeSend fails');
  },
  mark: (event) => ({ ...event, context: { ...event.context, marked: true } }),
};

let client;
let losses;

const commands = {
  async create({ options: { beforeSend, ...options } }) {
    await client?.close(0);
    losses = new Map();
    client = new Micrologs({
      ...options,
      ...(beforeSend && { beforeSend: beforeSends[beforeSend] }),
      onLoss: ({ reason, count }) => losses.set(reason, (losses.get(reason) ?? 0) + count),
    });
    return null;
  },
  error: ({ message, options }) => started(client.error(message, options)),
  audit: ({ action, actor, context }) => started(client.audit(action, actor, context)),
  pageview: ({ fields }) => started(client.pageview(fields)),
  flush: ({ deadlineMs }) => client.flush(deadlineMs),
  close: ({ deadlineMs }) => client.close(deadlineMs),
  losses: () => [...losses].map(([reason, count]) => ({ reason, count })),
  state: () => ({ queued: client.queued }),
  call: async ({ name, input }) => rendered(await method(client.api, name)(input)),
  request: async ({ operation, input }) => rendered(await client.api.request(operation, input)),
  async iterate({ name, input, take }) {
    const [group, list] = name.split('.');
    const rows = [];
    if (take === 0) return rows;
    for await (const row of client.api[group][`iterate${list[0].toUpperCase()}${list.slice(1)}`](input)) {
      if (rows.push(row) === take) break;
    }
    return rows;
  },
  legacy: ({ method: name, args }) => method(client, name)(...args),
};

/** Awaiting what was captured would send it at once; that it came back at all is the answer. */
const started = (delivery) => delivery instanceof Promise;

/** The method `group.name` of an object, or its own method `name`. */
function method(owner, path) {
  const names = path.split('.');
  const last = names.pop();
  const holder = names.reduce((at, name) => at[name], owner);
  return holder[last].bind(holder);
}

async function rendered(value) {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (typeof value?.[Symbol.asyncIterator] !== 'function') return value ?? null;
  const rows = [];
  for await (const row of value) rows.push(row);
  return rows;
}

async function answerTo(command) {
  try {
    return { ok: true, value: (await commands[command.do](command)) ?? null };
  } catch (error) {
    return { ok: false, error: told(error) };
  }
}

function told(error) {
  if (!(error instanceof MicrologsError)) console.error(error);
  const { name: kind, message, status = null, retryAfter = null } = error;
  return { kind, status, message, retryAfter };
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answerTo(JSON.parse(line))));
}
await client?.close(0);
