import {
  type AuditEntry,
  type AuditHead,
  EMPTY_CHAIN,
  type IanaZone,
  INSTALLATION_CHAIN,
  type ProjectId,
} from '@micrologs/domain';
import type { AuditChain, AuditStore, Storage } from '@micrologs/storage';
import { type AuditVerdict, verifyChain } from './verify.ts';

/** At most 8 KiB of context each, so that a page stays within a few MiB. */
const PAGE_ENTRIES = 500;
/** How often verifying begins anew because the log was pruned, or its zone changed, while it was read. */
const ATTEMPTS = 5;

/** Every entry that is stored of a chain, ascending, page by page. */
export async function* storedEntries(store: Pick<AuditStore, 'read'>, project: ProjectId): AsyncGenerator<AuditEntry> {
  // Whoever puts an entry in may give it any number.
  let last = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const page = await store.read(project, last, PAGE_ENTRIES);
    yield* page;
    if (page.length < PAGE_ENTRIES) return;
    last = page.at(-1)!.sequence;
  }
}

/**
 * Verifies a chain as it stands when this is called, beside whoever goes on writing.
 * @returns null when there is neither such a project nor a chain of it; a project without entries has an empty one
 */
export async function verifyStoredChain(
  storage: Pick<Storage, 'audit' | 'projects'>,
  project: ProjectId,
  expected?: AuditHead,
): Promise<(AuditVerdict & { chain: AuditChain }) | null> {
  for (let attempt = 1; ; attempt++) {
    const before = await look(storage, project);
    if (!before) return null;
    const { chain, zone } = before;
    const verdict = await verifyChain(chain, entriesUpToEnd(storage.audit, chain), { zone, expected });
    if (!verdict.fault || attempt === ATTEMPTS) return { ...verdict, chain };
    const after = await look(storage, project);
    if (after && after.zone === zone && after.chain.anchor.sequence === chain.anchor.sequence)
      return { ...verdict, chain };
  }
}

async function look(
  { audit, projects }: Pick<Storage, 'audit' | 'projects'>,
  project: ProjectId,
): Promise<{ chain: AuditChain; zone: IanaZone | null } | null> {
  const owner = (await projects.all()).find(({ id }) => id === project);
  const chain = await findChain(audit, project);
  if (!chain && !owner && project !== INSTALLATION_CHAIN) return null;
  return {
    chain: chain ?? { project, head: EMPTY_CHAIN, anchor: EMPTY_CHAIN },
    zone: project === INSTALLATION_CHAIN ? 'UTC' : (owner?.timeZone ?? null),
  };
}

async function findChain(audit: Pick<AuditStore, 'chains'>, project: ProjectId): Promise<AuditChain | undefined> {
  return (await audit.chains()).find((chain) => chain.project === project);
}

/** A chain's entries; those that were written after `chain` was read are left out, those that nobody wrote are not. */
async function* entriesUpToEnd(store: AuditStore, { project, head }: AuditChain): AsyncGenerator<AuditEntry> {
  for await (const entry of storedEntries(store, project)) {
    if (entry.sequence > head.sequence) {
      const now = await findChain(store, project);
      if (now && now.head.sequence >= entry.sequence) return;
    }
    yield entry;
  }
}
