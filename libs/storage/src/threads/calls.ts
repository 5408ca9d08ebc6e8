import type { Storage } from '../storage.ts';

type ProjectCall<K extends keyof Storage['projects']> = Parameters<Storage['projects'][K]>;
type FeedCall<K extends keyof Storage['feeds']> = Parameters<Storage['feeds'][K]>;
type ColumnCall<K extends keyof Storage['columns']> = Parameters<Storage['columns'][K]>;
type DeadLetterCall<K extends keyof Storage['deadLetters']> = Parameters<Storage['deadLetters'][K]>;
type LinkCall<K extends keyof Storage['links']> = Parameters<Storage['links'][K]>;
type WebhookCall<K extends keyof Storage['webhooks']> = Parameters<Storage['webhooks'][K]>;

/** Every method of `Storage` that goes to another thread, and which kind of thread answers it. */
export const CALLS = {
  'projects.all': { on: 'reader', run: (storage: Storage) => storage.projects.all() },
  'projects.create': {
    on: 'writer',
    run: (storage: Storage, ...args: ProjectCall<'create'>) => storage.projects.create(...args),
  },
  'projects.update': {
    on: 'writer',
    run: (storage: Storage, ...args: ProjectCall<'update'>) => storage.projects.update(...args),
  },
  'projects.delete': {
    on: 'writer',
    run: (storage: Storage, ...args: ProjectCall<'delete'>) => storage.projects.delete(...args),
  },
  'projects.stats': { on: 'reader', run: (storage: Storage) => storage.projects.stats() },
  'projects.changeNumber': { on: 'reader', run: (storage: Storage) => storage.projects.changeNumber() },
  'facts.read': {
    on: 'reader',
    run: (storage: Storage, ...args: Parameters<Storage['facts']['read']>) => storage.facts.read(...args),
  },
  'facts.version': {
    on: 'reader',
    run: (storage: Storage, ...args: Parameters<Storage['facts']['version']>) => storage.facts.version(...args),
  },
  'facts.readVersioned': {
    on: 'reader',
    run: (storage: Storage, ...args: Parameters<Storage['facts']['readVersioned']>) =>
      storage.facts.readVersioned(...args),
  },
  'errors.setStatus': {
    on: 'writer',
    run: (storage: Storage, ...args: Parameters<Storage['errors']['setStatus']>) => storage.errors.setStatus(...args),
  },
  'audit.chains': { on: 'reader', run: (storage: Storage) => storage.audit.chains() },
  'audit.read': {
    on: 'reader',
    run: (storage: Storage, ...args: Parameters<Storage['audit']['read']>) => storage.audit.read(...args),
  },
  'audit.record': {
    on: 'writer',
    run: (storage: Storage, ...args: Parameters<Storage['audit']['record']>) => storage.audit.record(...args),
  },
  'audit.prune': {
    on: 'writer',
    run: (storage: Storage, ...args: Parameters<Storage['audit']['prune']>) => storage.audit.prune(...args),
  },
  'links.create': {
    on: 'writer',
    run: (storage: Storage, ...args: LinkCall<'create'>) => storage.links.create(...args),
  },
  'links.get': { on: 'reader', run: (storage: Storage, ...args: LinkCall<'get'>) => storage.links.get(...args) },
  'links.update': {
    on: 'writer',
    run: (storage: Storage, ...args: LinkCall<'update'>) => storage.links.update(...args),
  },
  'links.delete': {
    on: 'writer',
    run: (storage: Storage, ...args: LinkCall<'delete'>) => storage.links.delete(...args),
  },
  'links.resolve': {
    on: 'reader',
    run: (storage: Storage, ...args: LinkCall<'resolve'>) => storage.links.resolve(...args),
  },
  'links.reserveClick': {
    on: 'writer',
    run: (storage: Storage, ...args: LinkCall<'reserveClick'>) => storage.links.reserveClick(...args),
  },
  'links.changeNumber': { on: 'reader', run: (storage: Storage) => storage.links.changeNumber() },
  'webhooks.create': {
    on: 'writer',
    run: (storage: Storage, ...args: WebhookCall<'create'>) => storage.webhooks.create(...args),
  },
  'webhooks.list': {
    on: 'reader',
    run: (storage: Storage, ...args: WebhookCall<'list'>) => storage.webhooks.list(...args),
  },
  'webhooks.get': {
    on: 'reader',
    run: (storage: Storage, ...args: WebhookCall<'get'>) => storage.webhooks.get(...args),
  },
  'webhooks.update': {
    on: 'writer',
    run: (storage: Storage, ...args: WebhookCall<'update'>) => storage.webhooks.update(...args),
  },
  'webhooks.delete': {
    on: 'writer',
    run: (storage: Storage, ...args: WebhookCall<'delete'>) => storage.webhooks.delete(...args),
  },
  // Asked every second for as long as a server runs: readers should start for those who ask for reports.
  'webhooks.enabled': {
    on: 'writer',
    run: (storage: Storage, ...args: WebhookCall<'enabled'>) => storage.webhooks.enabled(...args),
  },
  'webhooks.addEvents': {
    on: 'writer',
    run: (storage: Storage, ...args: WebhookCall<'addEvents'>) => storage.webhooks.addEvents(...args),
  },
  'webhooks.undispatched': {
    on: 'writer',
    run: (storage: Storage, ...args: WebhookCall<'undispatched'>) => storage.webhooks.undispatched(...args),
  },
  'webhooks.dispatch': {
    on: 'writer',
    run: (storage: Storage, ...args: WebhookCall<'dispatch'>) => storage.webhooks.dispatch(...args),
  },
  'webhooks.due': {
    on: 'writer',
    run: (storage: Storage, ...args: WebhookCall<'due'>) => storage.webhooks.due(...args),
  },
  'webhooks.record': {
    on: 'writer',
    run: (storage: Storage, ...args: WebhookCall<'record'>) => storage.webhooks.record(...args),
  },
  'webhooks.deliveries': {
    on: 'reader',
    run: (storage: Storage, ...args: WebhookCall<'deliveries'>) => storage.webhooks.deliveries(...args),
  },
  'webhooks.delivery': {
    on: 'reader',
    run: (storage: Storage, ...args: WebhookCall<'delivery'>) => storage.webhooks.delivery(...args),
  },
  'webhooks.replay': {
    on: 'writer',
    run: (storage: Storage, ...args: WebhookCall<'replay'>) => storage.webhooks.replay(...args),
  },
  'webhooks.expire': {
    on: 'writer',
    run: (storage: Storage, ...args: WebhookCall<'expire'>) => storage.webhooks.expire(...args),
  },
  'exports.page': {
    on: 'reader',
    run: (storage: Storage, ...args: Parameters<Storage['exports']['page']>) => storage.exports.page(...args),
  },
  'feeds.last': { on: 'reader', run: (storage: Storage, ...args: FeedCall<'last'>) => storage.feeds.last(...args) },
  'feeds.states': {
    on: 'reader',
    run: (storage: Storage, ...args: FeedCall<'states'>) => storage.feeds.states(...args),
  },
  'feeds.read': { on: 'reader', run: (storage: Storage, ...args: FeedCall<'read'>) => storage.feeds.read(...args) },
  'deadLetters.page': {
    on: 'reader',
    run: (storage: Storage, ...args: DeadLetterCall<'page'>) => storage.deadLetters.page(...args),
  },
  'deadLetters.read': {
    on: 'reader',
    run: (storage: Storage, ...args: DeadLetterCall<'read'>) => storage.deadLetters.read(...args),
  },
  'deadLetters.drop': {
    on: 'writer',
    run: (storage: Storage, ...args: DeadLetterCall<'drop'>) => storage.deadLetters.drop(...args),
  },
  'columns.due': { on: 'reader', run: (storage: Storage, ...args: ColumnCall<'due'>) => storage.columns.due(...args) },
  'columns.encode': {
    on: 'reader',
    run: (storage: Storage, ...args: ColumnCall<'encode'>) => storage.columns.encode(...args),
  },
  'columns.store': {
    on: 'writer',
    run: (storage: Storage, ...args: ColumnCall<'store'>) => storage.columns.store(...args),
  },
  'columns.dueMonths': {
    on: 'reader',
    run: (storage: Storage, ...args: ColumnCall<'dueMonths'>) => storage.columns.dueMonths(...args),
  },
  'columns.joinMonth': {
    on: 'writer',
    run: (storage: Storage, ...args: ColumnCall<'joinMonth'>) => storage.columns.joinMonth(...args),
  },
  'columns.dueGroups': {
    on: 'reader',
    run: (storage: Storage, ...args: ColumnCall<'dueGroups'>) => storage.columns.dueGroups(...args),
  },
  'columns.encodeGroups': {
    on: 'reader',
    run: (storage: Storage, ...args: ColumnCall<'encodeGroups'>) => storage.columns.encodeGroups(...args),
  },
  'columns.storeGroups': {
    on: 'writer',
    run: (storage: Storage, ...args: ColumnCall<'storeGroups'>) => storage.columns.storeGroups(...args),
  },
  'columns.retirable': {
    on: 'reader',
    run: (storage: Storage, ...args: ColumnCall<'retirable'>) => storage.columns.retirable(...args),
  },
  'columns.retire': {
    on: 'writer',
    run: (storage: Storage, ...args: ColumnCall<'retire'>) => storage.columns.retire(...args),
  },
  'salts.get': {
    on: 'reader',
    run: (storage: Storage, ...args: Parameters<Storage['salts']['get']>) => storage.salts.get(...args),
  },
  'salts.getOrCreate': {
    on: 'writer',
    run: (storage: Storage, ...args: Parameters<Storage['salts']['getOrCreate']>) => storage.salts.getOrCreate(...args),
  },
  'installation.get': {
    on: 'reader',
    run: (storage: Storage, ...args: Parameters<Storage['installation']['get']>) => storage.installation.get(...args),
  },
  'installation.setOnce': {
    on: 'writer',
    run: (storage: Storage, ...args: Parameters<Storage['installation']['setOnce']>) =>
      storage.installation.setOnce(...args),
  },
  'nodes.beat': {
    on: 'writer',
    run: (storage: Storage, ...args: Parameters<Storage['nodes']['beat']>) => storage.nodes.beat(...args),
  },
  'nodes.leave': {
    on: 'writer',
    run: (storage: Storage, ...args: Parameters<Storage['nodes']['leave']>) => storage.nodes.leave(...args),
  },
  'nodes.all': { on: 'reader', run: (storage: Storage) => storage.nodes.all() },
  ledger: {
    on: 'reader',
    run: (storage: Storage, ...args: Parameters<Storage['ledger']>) => storage.ledger(...args),
  },
  status: { on: 'both', run: (storage: Storage) => storage.status() },
  close: { on: 'both', run: (storage: Storage) => storage.close() },
} as const satisfies Record<
  string,
  { on: 'writer' | 'reader' | 'both'; run: (storage: Storage, ...args: never) => Promise<unknown> }
>;

export type CallName = keyof typeof CALLS;
export type CallArguments<N extends CallName> =
  Parameters<(typeof CALLS)[N]['run']> extends [Storage, ...infer A] ? A : never;
export type CallResult<N extends CallName> = Awaited<ReturnType<(typeof CALLS)[N]['run']>>;

export interface CallMessage {
  id: number;
  /** Of `CALLS`, or of what the thread's module answers besides. */
  name: string;
  args: unknown[];
}

/** What a thread sends: that it serves now, or an answer. */
export type ThreadMessage =
  | { type: 'ready' }
  | { type: 'result'; id: number; value: unknown }
  | { type: 'failure'; id: number; error: ErrorMessage };

export interface ErrorMessage {
  name: string;
  message: string;
  stack: string | undefined;
}
