import { randomUUID } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import { UNKNOWN_DEVICE } from '@micrologs/domain';
import { addDeadLetter } from '@micrologs/testing';
import { type Answer, HttpClient } from './http.ts';
import type { Operation } from './openapi.ts';
import { json, text } from './validator.ts';

/** A project of the walk's own, with the keys that its creation answered. */
export interface TestProject {
  id: number;
  name: string;
  publicKey: string;
  secretKey: string;
}

export interface ProjectInput {
  name?: string;
  cookieless?: boolean;
  respect_dnt?: boolean;
  audit_secret_only?: boolean;
}

/** A page of these hosts may use the projects' public keys. */
export const ALLOWED_ORIGIN = 'https://www.shop.test';
export const FOREIGN_ORIGIN = 'https://evil.test';

/** As if a request had not come from this machine, whose programs may ask for some things without a key. */
export const FROM_ELSEWHERE = { 'X-Forwarded-For': '203.0.113.9' };

/** What a browser sends with every request; without these a pageview is a bot's. */
export const BROWSER_HEADERS = {
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  Accept: '*/*',
  'Accept-Language': 'nb-NO,nb;q=0.9',
};

/** One running server and what is needed to ask it something. */
export class World {
  readonly http: HttpClient;
  readonly #adminKey: string;
  /** Of a server in a process of its own. */
  readonly #dataDir: string | undefined;

  constructor({ url, adminKey, dataDir }: { url: string; adminKey: string; dataDir?: string }) {
    this.http = new HttpClient(url);
    this.#adminKey = adminKey;
    this.#dataDir = dataDir;
  }

  get adminHeaders(): OutgoingHttpHeaders {
    return { 'X-Admin-Key': this.#adminKey };
  }

  /** Asks an operation of the admin's. @throws when it is refused */
  async admin(path: string, body?: object): Promise<Record<string, unknown>> {
    const answer = await this.http.send({
      method: body ? 'POST' : 'GET',
      path,
      headers: this.adminHeaders,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${text(answer)}`);
    return json(answer).data as Record<string, unknown>;
  }

  /** Asks an operation with a project's secret key. @throws when it is refused */
  async ask(project: TestProject, path: string, body?: object): Promise<Record<string, unknown>> {
    const answer = await this.http.send({
      method: body ? 'POST' : 'GET',
      path,
      headers: { ...BROWSER_HEADERS, 'X-API-Key': project.secretKey },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${text(answer)}`);
    return json(answer).data as Record<string, unknown>;
  }

  async newProject(input: ProjectInput = {}): Promise<TestProject> {
    const data = await this.admin('/api/projects/create', {
      name: 'Shop',
      allowed_domains: ['shop.test'],
      ...input,
    });
    return {
      id: data.id as number,
      name: data.name as string,
      publicKey: data.public_key as string,
      secretKey: data.secret_key as string,
    };
  }

  /**
   * What a request must carry to be let in by one of an operation's security schemes.
   * @param scheme undefined for operations that ask for no key
   */
  async credentials(
    scheme: string | undefined,
    project: TestProject,
  ): Promise<{ headers: OutgoingHttpHeaders; query: string }> {
    switch (scheme) {
      case undefined:
        return { headers: {}, query: '' };
      case 'publicKey':
        return { headers: { 'X-API-Key': project.publicKey }, query: '' };
      case 'publicKeyQuery':
        return { headers: {}, query: `k=${project.publicKey}` };
      case 'secretKey':
        return { headers: { 'X-API-Key': project.secretKey }, query: '' };
      case 'realtimeToken':
        return { headers: {}, query: `token=${await this.newToken(project)}` };
      case 'adminKey':
        return { headers: this.adminHeaders, query: '' };
      default:
        throw new Error(`The walk does not know the security scheme ${scheme}`);
    }
  }

  /** Sends an operation with its best credentials and a browser's headers. */
  async call(
    operation: Pick<Operation, 'method' | 'path' | 'security'>,
    project: TestProject,
    request: {
      scheme?: string | undefined;
      method?: string;
      path?: string;
      query?: string;
      headers?: OutgoingHttpHeaders;
      body?: Buffer | string;
    } = {},
  ): Promise<Answer> {
    const scheme = 'scheme' in request ? request.scheme : operation.security[0];
    const { headers, query } = await this.credentials(scheme, project);
    const search = [query, request.query ?? ''].filter((part) => part !== '').join('&');
    return this.http.send({
      method: request.method ?? operation.method,
      path: `${request.path ?? operation.path}${search === '' ? '' : `?${search}`}`,
      headers: { ...BROWSER_HEADERS, ...headers, ...request.headers },
      ...(request.body === undefined ? {} : { body: request.body }),
    });
  }

  /** A token for listening to pageviews. */
  async newToken(project: TestProject, settings: { expires_in?: number; origin?: string } = {}): Promise<string> {
    const { token } = await this.ask(project, '/api/realtime/token', { channels: ['pageviews'], ...settings });
    return token as string;
  }

  /** Puts a dead letter where the server finds it. @returns its id */
  async newDeadLetter({ id }: TestProject, event: object = {}): Promise<number> {
    const body = { url: 'https://shop.test/late', visitor_id: 'v', session_token: 's' };
    const view = { kind: 'pageview', id: randomUUID(), idGiven: true, device: UNKNOWN_DEVICE, body };
    await addDeadLetter(this.#dataDir!, { ...view, project: id, receivedAt: Date.now(), ...event });
    const { dead_letters } = await this.admin(`/api/dead-letters/list?limit=1&project_id=${id}`);
    return (dead_letters as { id: number }[])[0]!.id;
  }

  /** Counts of one project, or of all of them. */
  async ledger(project?: TestProject): Promise<Ledger> {
    if (!project) return (await this.admin('/api/projects/ledger')).total as Ledger;
    const path = '/api/analytics/ledger';
    const answer = await this.http.send({ method: 'GET', path, headers: { 'X-API-Key': project.secretKey } });
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${text(answer)}`);
    return json(answer).data as Ledger;
  }

  close(): void {
    this.http.close();
  }
}

export interface Ledger {
  received: number;
  stored: number;
  dropped: Record<string, number>;
  pending: number;
  dead_letters: number;
}
