import type { IncomingMessage } from 'node:http';
import { CLOSE, type ClientOptions, type CloseReason, type Credentials } from '@micrologs/realtime';
import { headerText } from '../key-check.ts';
import { clientIpOf } from '../middleware/client-ip.ts';
import { type LinkUrlOptions, linkUrlOf } from '../public-url.ts';
import type { Grants } from './grants.ts';
import { Places } from './places.ts';

export interface ConnectionsOptions extends LinkUrlOptions {
  grants: Pick<Grants, 'judge'>;
  /** The most connections of one project, and of one address. */
  most: { perProject: number; perAddress: number };
}

/** A connection that may become a client. */
export interface Admission {
  /** Why it may not; null: it may. */
  refusal: CloseReason | null;
  authorise: ClientOptions['authorise'];
  linkUrl: ClientOptions['linkUrl'];
  /** To be called once, at the end of the connection. */
  leave(): void;
}

/** Counts connections, whatever they are made of. */
export class Connections {
  readonly #options: ConnectionsOptions;
  readonly #ofProjects: Places;
  readonly #ofAddresses: Places;
  #open = 0;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
    this.#ofProjects = new Places(options.most.perProject);
    this.#ofAddresses = new Places(options.most.perAddress);
  }

  /** Those that have not ended. */
  get open(): number {
    return this.#open;
  }

  admit(req: IncomingMessage): Admission {
    const { grants, trustedProxies } = this.#options;
    const { origin } = req.headers;
    const clientIp = clientIpOf(req, trustedProxies);
    const isTaken = this.#ofAddresses.take(clientIp);
    let project: number | null = null;
    this.#open += 1;
    return {
      refusal: isTaken ? null : CLOSE.tooManySockets,
      linkUrl: linkUrlOf(req, this.#options),
      authorise: (credentials) => {
        const grant = grants.judge(credentials, { origin, clientIp });
        if ('code' in grant) return grant;
        if (!this.#ofProjects.take(grant.project)) return CLOSE.tooManySockets;
        project = grant.project;
        return grant;
      },
      leave: () => {
        this.#open -= 1;
        if (isTaken) this.#ofAddresses.giveBack(clientIp);
        if (project !== null) this.#ofProjects.giveBack(project);
      },
    };
  }
}

/** A token may stand in the address, where a browser can put it. A secret key may not: addresses end up in logs. */
export function credentialsOf(req: IncomingMessage): Credentials | null {
  const key = headerText(req, 'x-api-key');
  const token = queryOf(req).get('token');
  if (token) return { token };
  return key === '' ? null : { key };
}

export function queryOf({ url = '/' }: IncomingMessage): URLSearchParams {
  const query = url.indexOf('?');
  return new URLSearchParams(query === -1 ? '' : url.slice(query));
}
