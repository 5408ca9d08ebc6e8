import { gzipSync } from 'node:zlib';
import type { ExampleRequest } from './examples.ts';
import type { Answer } from './http.ts';
import { namesOf, requestNaming, type Thing } from './names.ts';
import type { Operation } from './openapi.ts';
import { newLink, newWebhook, unusedCode, webhookOf } from './seeds.ts';
import { ALLOWED_ORIGIN, FOREIGN_ORIGIN, FROM_ELSEWHERE, type TestProject, type World } from './world.ts';

/** One way to provoke a declared answer. */
export interface Provocation {
  name: string;
  send(): Promise<Answer>;
  /** The message of the envelope. */
  message: string;
  /** Another method than the operation's own. */
  method?: string;
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'TRACE'];

/** Nothing has this id. */
const UNKNOWN_ID = Number.MAX_SAFE_INTEGER;

const FOREIGN_MESSAGE = 'Domain not allowed for this key';

const NOT_FOUND: Record<Thing, string> = {
  project: 'Project not found',
  group: 'Error group not found',
  groups: 'No matching error groups found for this project',
  link: 'Link not found',
  letter: 'Dead letter not found',
  webhook: 'Webhook not found',
};

const INVALID_BODY = 'Invalid or missing JSON body';

/** Bodies that are no JSON object with a member. */
export const INVALID_BODIES: [string, Buffer | string][] = [
  ['empty', ''],
  ['white space', ' \n'],
  ['cut off', '{"url":"https://shop.test/"'],
  ['no JSON', 'url=https://shop.test/'],
  ['null', 'null'],
  ['a number', '5'],
  ['a string', '"text"'],
  ['true', 'true'],
  ['an empty object', '{}'],
  ['an empty list', '[]'],
  ['a list', '[{"url":"https://shop.test/"}]'],
  ['a byte order mark', '\ufeff{"url":"https://shop.test/"}'],
  ['invalid UTF-8', Buffer.concat([Buffer.from('{"url":"'), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from('"}')])],
  ['UTF-16', Buffer.from('{"url":"https://shop.test/"}', 'utf16le')],
  ['deep nesting', '['.repeat(20_000)],
  ['trailing text', '{"id":1} {"id":2}'],
  ['a single quote', "{'id':1}"],
  ['NaN', '{"id":NaN}'],
];

/** Requests that must be answered with each of the statuses that an operation declares for refusals. */
export class Refusals {
  readonly #world: World;
  readonly #operation: Operation;
  readonly #project: TestProject;
  /** Path, query and body that would be accepted. */
  readonly #good: ExampleRequest;

  constructor(world: World, operation: Operation, good: ExampleRequest) {
    this.#world = world;
    this.#operation = operation;
    this.#project = good.project;
    this.#good = good;
  }

  get #body(): string | undefined {
    return this.#good.body;
  }

  /** @throws when the walk knows no way to provoke a status */
  async of(status: number): Promise<Provocation[]> {
    switch (status) {
      case 400:
        return this.#operation.body ? this.#invalidBodies() : this.#invalidQueries();
      case 401:
        return this.#withoutKey();
      case 403:
        return this.#forbidden();
      case 404:
        return this.#unknown();
      case 405:
        return this.#otherMethods();
      case 409:
        return this.#conflicts();
      case 413:
        return this.#tooLarge();
      default:
        throw new Error(`The walk knows no way to provoke ${status} of ${this.#operation.id}`);
    }
  }

  #call(request: Parameters<World['call']>[2]): Promise<Answer> {
    const { path, query, body } = this.#good;
    const good = { path, query, ...(body === undefined ? {} : { body }) };
    return this.#world.call(this.#operation, this.#project, { ...good, ...request });
  }

  #invalidBodies(): Provocation[] {
    return INVALID_BODIES.map(([name, body]) => ({
      name: `body: ${name}`,
      send: () => this.#call({ body }),
      message: INVALID_BODY,
    }));
  }

  #invalidQueries(): Provocation[] {
    const date = 'Invalid date format. Use YYYY-MM-DD';
    const range = 'Invalid range. Use a number of days such as 7d, or custom with from and to';
    const queries: [string, string][] = [
      ['range=', range],
      ['range=abc', range],
      ['range=-7d', range],
      ['range=1.5d', range],
      ['range[]=7d', range],
      ['range=custom', date],
      ['range=custom&from=2026-03-01', date],
      ['range=custom&from=2026-02-31&to=2026-03-08', date],
      ['range=custom&from=2026-13-01&to=2026-13-02', date],
      ['range=custom&from=2026-3-1&to=2026-03-08', date],
      ['range=custom&from[]=2026-03-01&to=2026-03-08', date],
      ['range=custom&from=2026-03-08&to=2026-03-01', "'from' must be before 'to'"],
      ['range=custom&from=2024-03-01&to=2026-03-08', 'Custom date range cannot exceed 365 days'],
    ];
    const takesRange = this.#operation.parameters.some(({ name }) => name === 'range');
    return (takesRange ? queries : []).map(([query, message]) => ({
      name: query,
      // The range is judged before anything else that is missing.
      send: () => this.#call({ query }),
      message,
    }));
  }

  async #withoutKey(): Promise<Provocation[]> {
    const { security } = this.#operation;
    if (security.includes('adminKey')) {
      const send = (headers: Record<string, string>) =>
        this.#call({ scheme: undefined, headers: { ...FROM_ELSEWHERE, ...headers } });
      const message = 'Unauthorized';
      return [
        { name: 'no key', send: () => send({}), message },
        { name: 'an empty key', send: () => send({ 'X-Admin-Key': '' }), message },
        { name: 'a wrong key', send: () => send({ 'X-Admin-Key': 'x'.repeat(64) }), message },
        { name: 'a secret key', send: () => send({ 'X-API-Key': this.#project.secretKey }), message },
        {
          name: 'a secret key as admin key',
          send: () => send({ 'X-Admin-Key': this.#project.secretKey }),
          message,
        },
        {
          name: 'a large body without a key',
          send: () => this.#call({ scheme: undefined, body: ' '.repeat(70_000) }),
          message,
        },
      ].filter(({ name }) => this.#operation.body || !name.includes('body'));
    }
    const send = (headers: Record<string, string>, query = '') => this.#call({ scheme: undefined, headers, query });
    const disabled = await this.#world.newProject();
    await this.#world.admin('/api/projects/toggle', { id: disabled.id, is_active: false });
    const message = 'Invalid API key';
    const isQuiet = ['trackError', 'trackAudit'].includes(this.#operation.id);
    const missing = isQuiet ? message : 'API key is required';
    const { publicKey, secretKey } = this.#project;
    const wrongKind = security.includes('secretKey')
      ? security.includes('publicKey')
        ? []
        : [publicKey]
      : [secretKey];
    const keys = [
      'x',
      '0'.repeat(32),
      '0'.repeat(64),
      publicKey.toUpperCase().replace(/^\d+$/, 'A'.repeat(32)),
      secretKey.toUpperCase(),
      `${publicKey} ${publicKey}`,
      disabled.publicKey,
      disabled.secretKey,
      ...wrongKind,
    ];
    return [
      { name: 'no key', send: () => send({}), message: missing },
      { name: 'an empty key', send: () => send({ 'X-API-Key': '' }), message: missing },
      ...keys.map((key) => ({ name: `the key ${key}`, send: () => send({ 'X-API-Key': key }), message })),
      ...(security.includes('publicKeyQuery')
        ? [
            { name: 'a wrong key in the query', send: () => send({}, 'k=x'), message },
            { name: 'a secret key in the query', send: () => send({}, `k=${secretKey}`), message },
          ]
        : []),
      ...(security.includes('realtimeToken') ? await this.#wrongTokens() : []),
      ...(this.#operation.body
        ? [
            {
              name: 'a large body without a key',
              send: () => this.#call({ scheme: undefined, body: ' '.repeat(this.#operation.body!.maxBytes + 1) }),
              message: missing,
            },
          ]
        : []),
      ...(isQuiet ? this.#foreignOrigin(message) : []),
    ];
  }

  async #wrongTokens(): Promise<Provocation[]> {
    const short = await this.#world.newToken(this.#project, { expires_in: 1 });
    const send = (token: string) =>
      this.#call({ scheme: undefined, query: `${this.#good.query}&token=${encodeURIComponent(token)}` });
    const wrong = ['x', short.slice(0, -2), this.#project.publicKey, this.#project.secretKey].map((token) => ({
      name: `the token ${token}`,
      send: () => send(token),
      message: 'The token or key is not valid',
    }));
    const untilExpired = async () => {
      for (;;) {
        const answer = await send(short);
        if (answer.status !== this.#operation.successStatus) return answer;
      }
    };
    return [...wrong, { name: 'an expired token', send: untilExpired, message: 'The token has expired' }];
  }

  async #forbidden(): Promise<Provocation[]> {
    if (this.#operation.id === 'trackAudit') return this.#publicAudit();
    return this.#operation.isStream ? this.#foreignToken() : this.#foreignOrigin(FOREIGN_MESSAGE);
  }

  async #foreignToken(): Promise<Provocation[]> {
    const token = await this.#world.newToken(this.#project, { origin: ALLOWED_ORIGIN });
    const query = `${this.#good.query}&token=${token}`;
    const message = 'The token is not for this origin';
    return [{}, { Origin: FOREIGN_ORIGIN }, { Origin: 'null' }].map((headers) => ({
      name: `a token for another origin than that of ${JSON.stringify(headers)}`,
      send: () => this.#call({ query, headers }),
      message,
    }));
  }

  async #publicAudit(): Promise<Provocation[]> {
    const strict = await this.#world.newProject({ audit_secret_only: true });
    const send = (scheme: string) => this.#world.call(this.#operation, strict, { scheme, body: this.#body! });
    const message = 'This project accepts audit entries with its secret key only';
    return ['publicKey', 'publicKeyQuery'].map((scheme) => ({ name: scheme, send: () => send(scheme), message }));
  }

  #foreignOrigin(message: string): Provocation[] {
    const headers: Record<string, string>[] = [
      { Origin: FOREIGN_ORIGIN },
      { Origin: 'null' },
      { Origin: `${FOREIGN_ORIGIN}/?${ALLOWED_ORIGIN}` },
      { Origin: 'https://shop.test.evil.test' },
      { Origin: 'https://evilshop.test' },
      { Referer: `${FOREIGN_ORIGIN}/page` },
      { Origin: FOREIGN_ORIGIN, Referer: `${ALLOWED_ORIGIN}/page` },
    ];
    return headers.map((given) => ({
      name: JSON.stringify(given),
      send: () => this.#call({ scheme: 'publicKey', headers: given }),
      message,
    }));
  }

  async #unknown(): Promise<Provocation[]> {
    const known = namesOf(this.#operation);
    if (!known) throw new Error(`The walk knows nothing that ${this.#operation.id} could look for in vain`);
    const unknown = known.kind === 'code' ? [unusedCode()] : [UNKNOWN_ID, String(this.#project.id + 1_000_000)];
    return unknown.map((value) => ({
      name: `${known.field} ${JSON.stringify(value)}`,
      send: () => this.#call(requestNaming(known, this.#good, value)),
      message: NOT_FOUND[known.thing],
    }));
  }

  async #conflicts(): Promise<Provocation[]> {
    switch (this.#operation.id) {
      case 'editProject':
        // A project whose pageviews have gone cannot be made from outside.
        return [];
      case 'createWebhook':
        return this.#tooManyWebhooks();
      case 'replayWebhookDeliveries':
        return this.#disabledWebhook();
      default:
        return this.#takenCode();
    }
  }

  async #tooManyWebhooks(): Promise<Provocation[]> {
    const most = 20;
    for (let made = 0; made < most; made += 1) await newWebhook(this.#world, this.#project);
    const message = `A project has at most ${most} webhook endpoints`;
    return [{ name: 'one too many', send: () => this.#call({}), message }];
  }

  async #disabledWebhook(): Promise<Provocation[]> {
    const id = await webhookOf(this.#world, this.#project);
    await this.#world.ask(this.#project, '/api/webhooks/edit', { id, is_enabled: false });
    const message = 'The webhook endpoint is disabled. Enable it first.';
    return [{ name: 'a disabled endpoint', send: () => this.#call({}), message }];
  }

  async #takenCode(): Promise<Provocation[]> {
    const send = (code: string) =>
      this.#call({ body: JSON.stringify({ destination_url: 'https://shop.test/', code }) });
    const mine = await newLink(this.#world, this.#project);
    const foreign = await newLink(this.#world, await this.#world.newProject());
    const deleted = await newLink(this.#world, this.#project);
    await this.#world.ask(this.#project, '/api/links/delete', { code: deleted });
    const message = 'code is already taken';
    return [
      { name: 'a code of this project', send: () => send(mine), message },
      { name: 'a code of another project', send: () => send(foreign), message },
      { name: 'a code that was deleted', send: () => send(deleted), message },
    ];
  }

  #otherMethods(): Provocation[] {
    return METHODS.filter((method) => method !== this.#operation.method).flatMap((method) => [
      { name: method, method, send: () => this.#call({ method }), message: 'Method not allowed' },
      {
        name: `${method} without a key`,
        method,
        send: () => this.#call({ method, scheme: undefined }),
        message: 'Method not allowed',
      },
    ]);
  }

  #tooLarge(): Provocation[] {
    const { maxBytes } = this.#operation.body!;
    const message = 'Payload too large';
    const sent: Provocation[] = [
      { name: 'one byte too many', send: () => this.#call({ body: padded(this.#body!, maxBytes + 1) }), message },
      { name: 'ten times too large', send: () => this.#call({ body: 'x'.repeat(maxBytes * 10) }), message },
    ];
    if (this.#operation.id !== 'trackBatch') return sent;
    const headers = { 'Content-Encoding': 'gzip' };
    const bomb = gzipSync(padded(this.#body!, maxBytes + 1));
    return [...sent, { name: 'too large when inflated', send: () => this.#call({ headers, body: bomb }), message }];
  }
}

/** A JSON body with white space behind it, to have exactly so many bytes. */
export function padded(body: string, bytes: number): string {
  return body + ' '.repeat(bytes - Buffer.byteLength(body));
}
