import http from 'node:http';
import type { TestServer } from '@micrologs/testing';

export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
  /** The parsed body; null when it is no JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: answers are read member by member, as clients do.
  json: any;
}

type Headers = Record<string, string>;

/** What a browser sends with everything. */
export const BROWSER: Headers = {
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  Accept: '*/*',
  'Accept-Language': 'nb',
};

/** One request by plain HTTP: unlike `fetch`, it adds no headers of its own, follows nothing and normalises no path. */
export function send(url: string, method: string, headers: Headers = {}, body?: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers });
    request.on('error', reject);
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => {
        const json = /^[[{]/.test(text) ? JSON.parse(text) : null;
        resolve({ status: response.statusCode!, headers: response.headers, text, json });
      });
    });
    if (body !== undefined) request.write(typeof body === 'string' ? body : JSON.stringify(body));
    request.end();
  });
}

/** A project on a running server, spoken to with its keys. Answers other than 2xx are errors here. */
export class Project {
  readonly server: Pick<TestServer, 'url' | 'adminKey'>;
  readonly id: number;
  readonly name: string;
  readonly publicKey: string;
  readonly secretKey: string;

  private constructor(server: Project['server'], data: { id: number; name: string } & Record<string, string>) {
    this.server = server;
    this.id = data.id;
    this.name = data.name;
    this.publicKey = data.public_key!;
    this.secretKey = data.secret_key!;
  }

  static async create(server: Project['server'], options: object = {}): Promise<Project> {
    const body = { name: 'Shop', allowed_domains: ['shop.test'], ...options };
    const answer = await send(`${server.url}/api/projects/create`, 'POST', { 'X-Admin-Key': server.adminKey }, body);
    if (answer.status !== 200) throw new Error(`projects/create answered ${answer.status}: ${answer.text}`);
    return new Project(server, answer.json.data);
  }

  // biome-ignore lint/suspicious/noExplicitAny: answers are read member by member, as clients do.
  async get(target: string): Promise<any> {
    return data(target, await this.try('GET', target));
  }

  // biome-ignore lint/suspicious/noExplicitAny: answers are read member by member, as clients do.
  async post(target: string, body: unknown): Promise<any> {
    return data(target, await this.try('POST', target, body));
  }

  /** With the admin key. */
  // biome-ignore lint/suspicious/noExplicitAny: answers are read member by member, as clients do.
  async admin(target: string, body?: unknown): Promise<any> {
    const method = body === undefined ? 'GET' : 'POST';
    return data(target, await this.as({ 'X-Admin-Key': this.server.adminKey }, method, target, body));
  }

  /** With the secret key, whatever the answer is. */
  try(method: string, target: string, body?: unknown): Promise<Answer> {
    return this.as({ 'X-API-Key': this.secretKey }, method, target, body);
  }

  /** With the public key, as a browser on one of the project's pages. */
  browser(target: string, body: unknown, headers: Headers = {}): Promise<Answer> {
    return this.as({ ...BROWSER, 'X-API-Key': this.publicKey, ...headers }, 'POST', target, body);
  }

  as(headers: Headers, method: string, target: string, body?: unknown): Promise<Answer> {
    return send(`${this.server.url}/api/${target}`, method, headers, body);
  }

  /** Waits until everything that was received is stored or dropped. */
  async settled(): Promise<void> {
    for (let i = 0; i < 2400; i++) {
      if ((await this.get('analytics/ledger')).pending === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error('Events are still pending');
  }
}

function data(target: string, answer: Answer) {
  if (answer.status >= 300) throw new Error(`${target} answered ${answer.status}: ${answer.text}`);
  return answer.json.data;
}
