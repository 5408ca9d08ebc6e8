import type { ProjectId } from '@micrologs/domain';

/** How many events of which project a group holds. */
export type GroupCounts = [ProjectId, number][];

/** What the row of a group says of it. */
export interface GroupHead {
  counts: GroupCounts;
  /** The name under which it may be in another queue already; null where it surely is in none. */
  origin: string | null;
}

export function writeHead({ counts, origin }: GroupHead): string {
  return JSON.stringify(origin === null ? counts : { counts, origin });
}

export function readHead(text: string): GroupHead {
  const head = JSON.parse(text) as GroupHead | GroupCounts;
  return Array.isArray(head) ? { counts: head, origin: null } : head;
}
