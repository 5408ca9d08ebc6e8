/** The first thing that is wrong with a chain. */
export interface AuditFault {
  kind: /** An entry does not say what its hash was made of. */
    | 'changed'
    /** An entry is not there. */
    | 'missing'
    /** An entry is whole, but does not follow the one before it: it, or that one, was replaced or put in. */
    | 'unlinked'
    /** An entry came out of turn. */
    | 'out_of_order'
    /** Entries stand behind the recorded end, or that end is not the last entry. */
    | 'end'
    /** What is recorded of the removal of old entries does not fit. */
    | 'anchor'
    /** The log is not the one that was seen before. */
    | 'expectation'
    /** The log is as it was recorded, but the entry to compare it with was removed, as the log itself tells. */
    | 'pruned';
  /** The first entry that it concerns. */
  sequence: number;
  /** One sentence for a person. */
  message: string;
}
