import { AsyncLocalStorage } from 'node:async_hooks';
import { type Context, isOpen } from './events.ts';

/** What is known of a request when something is captured in it. */
export interface RequestInfo {
  method: string;
  /** Full, with its query. */
  url: string;
  /** The pattern that the router matched, once it has. */
  route?: string | undefined;
  /** Of the browser; told with errors if you want it. */
  client?: { client_ip?: string | undefined; user_agent?: string | undefined; accept_language?: string | undefined };
}

/** Runs work as part of a request. */
export type RequestScope = <T>(work: () => T) => T;

interface Scope {
  context: Record<string, unknown>;
  /** Asked when something is captured, since the route is known late. */
  request: (() => RequestInfo) | undefined;
}

/** What goes along with everything that is captured within a piece of work, across its awaits and callbacks. */
export class Scopes {
  readonly #storage = new AsyncLocalStorage<Scope>();

  /** Runs `work` with what is around it and this context besides. */
  runWith<T>(context: Record<string, unknown>, work: () => T): T {
    const around = this.#storage.getStore();
    return this.#storage.run({ request: around?.request, context: { ...around?.context, ...context } }, work);
  }

  /** A request, in which work is run as often as it takes: what one part adds to the context, the next one has. */
  open(request: () => RequestInfo): RequestScope {
    const scope: Scope = { request, context: {} };
    return (work) => this.#storage.run(scope, work);
  }

  /** Adds to the context of the work under way; outside of any it does nothing. */
  add(context: Record<string, unknown>): void {
    const scope = this.#storage.getStore();
    if (scope !== undefined) Object.assign(scope.context, context);
  }

  get request(): RequestInfo | undefined {
    try {
      return this.#storage.getStore()?.request?.();
    } catch {
      // The host's fault, and no reason to lose an event.
      return undefined;
    }
  }

  /** The context of an event: its own, and around it that of the work. A list stays as it is. */
  contextOf(own: Context): Context {
    const scope = this.#storage.getStore();
    if (scope === undefined || !isOpen(own)) return own;
    const { method, route } = this.request ?? {};
    const request = method === undefined ? {} : { request: { method, ...(route !== undefined && { route }) } };
    const context = { ...request, ...scope.context, ...own };
    return Object.keys(context).length > 0 ? context : own;
  }
}
