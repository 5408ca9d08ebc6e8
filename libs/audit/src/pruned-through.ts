import type { AuditEntry, AuditHead } from '@micrologs/domain';
import type { AuditFault } from './fault.ts';

/** The act by which the server tells that it removed old entries. */
export const PRUNED_ACTION = 'audit.pruned';

/** Follows what a chain tells of the entries that were removed from its beginning, so that nobody removes more unseen. */
export class PrunedThrough {
  #through = 0;

  see({ source, action, context }: AuditEntry): void {
    if (source !== 'server' || action !== PRUNED_ACTION) return;
    this.#through = throughOf(context ?? '');
  }

  fault(anchor: AuditHead): AuditFault | null {
    if (this.#through === anchor.sequence) return null;
    const told = this.#through === 0 ? 'no entry was removed' : `entries up to ${this.#through} were removed`;
    const message = `The log begins after entry ${anchor.sequence}, but tells that ${told}.`;
    return { kind: 'anchor', sequence: Math.min(anchor.sequence, this.#through) + 1, message };
  }
}

function throughOf(context: string): number {
  try {
    const { through } = JSON.parse(context) as { through?: unknown };
    return typeof through === 'number' ? through : 0;
  } catch {
    // The server writes no such context, so this shows as a removal that was not told.
    return 0;
  }
}
