import type { Storage } from '@micrologs/storage';

type ProjectCall<K extends keyof Storage['projects']> = Parameters<Storage['projects'][K]>;

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
  name: CallName;
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
