import { DEFAULT_SETTINGS, type EpochMs, type IanaZone, normaliseDomain, truncateUtf8 } from '@micrologs/domain';
import { hashSecretKey } from '@micrologs/projects';
import type { NewProject } from '@micrologs/storage';
import type { Clocks } from './clocks.ts';
import type { Mapped } from './outcome.ts';
import type { ProjectRow } from './rows.ts';
import { RowReader } from './values.ts';

/** A project as it will be made; a disabled one is switched off afterwards. */
export interface ImportedProject {
  project: NewProject;
  isActive: boolean;
}

/** @param now stands in for its creation where that is not told */
export function mapProject(
  row: ProjectRow,
  timeZone: IanaZone,
  { database }: Clocks,
  now: EpochMs,
): Mapped<ImportedProject> {
  const read = new RowReader();
  if (!row.public_key || !row.secret_key) return { refused: 'no keys' };
  let createdAt = database(row.created_at);
  if (createdAt === null) {
    read.adjusted.push('time made up');
    createdAt = now;
  }
  return {
    fact: {
      project: {
        name: truncateUtf8(row.name ?? '', 100) || `Project ${row.id}`,
        publicKey: row.public_key,
        // The old engine kept it in the clear.
        secretHash: hashSecretKey(row.secret_key),
        allowedDomains: domainsOf(row.allowed_domains ?? '', read),
        timeZone,
        settings: DEFAULT_SETTINGS,
        createdAt,
      },
      isActive: row.is_active !== 0,
    },
    adjusted: read.adjusted,
  };
}

/** Those that name a host, as the old engine compared nothing but hosts: the others never let anybody in. */
function domainsOf(list: string, read: RowReader): string[] {
  const hosts = new Set<string>();
  for (const entry of list.split(',').map((each) => each.trim())) {
    if (entry === '') continue;
    const host = normaliseDomain(entry);
    if (host === null) read.adjusted.push('domain left out');
    else hosts.add(host);
  }
  return [...hosts];
}
