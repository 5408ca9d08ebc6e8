/** Why a row is not stored. */
export type Refusal =
  | 'no time'
  | 'too old'
  | 'no url'
  | 'no visitor'
  | 'no session'
  | 'no pageviews'
  | 'no group'
  | 'no action'
  | 'no link'
  | 'no code'
  | 'no project'
  | 'no keys'
  | 'destination not allowed'
  | 'code in use'
  | 'key in use'
  | 'same as another group'
  | 'project deleted here';

/** What is stored otherwise than it stood. */
export type Adjustment =
  | 'text cut'
  | 'context left out'
  | 'address hash left out'
  | 'domain left out'
  | 'unknown value'
  | 'time made up'
  | 'new number';

/** What a row becomes. */
export type Mapped<T> = { fact: T; adjusted: Adjustment[] } | { refused: Refusal };

/** What became of the rows of a table; every row that was read is stored or refused. */
export class Tally {
  read = 0;
  stored = 0;
  readonly refused = new Map<Refusal, number>();
  readonly adjusted = new Map<Adjustment, number>();

  store(adjusted: readonly Adjustment[] = []): void {
    this.stored += 1;
    for (const adjustment of new Set(adjusted)) add(this.adjusted, adjustment, 1);
  }

  refuse(reason: Refusal, rows = 1): void {
    add(this.refused, reason, rows);
  }

  get refusedRows(): number {
    return [...this.refused.values()].reduce((sum, rows) => sum + rows, 0);
  }

  addAll(other: Tally): void {
    this.read += other.read;
    this.stored += other.stored;
    for (const [reason, rows] of other.refused) add(this.refused, reason, rows);
    for (const [adjustment, rows] of other.adjusted) add(this.adjusted, adjustment, rows);
  }

  /** As it is kept with an import's progress. */
  toCounts(): Record<string, number> {
    return {
      read: this.read,
      stored: this.stored,
      ...prefixed('refused: ', this.refused),
      ...prefixed('adjusted: ', this.adjusted),
    };
  }

  static fromCounts(counts: Readonly<Record<string, number>>): Tally {
    const tally = new Tally();
    for (const [name, rows] of Object.entries(counts)) {
      const [kind, what] = name.split(': ') as [string, string | undefined];
      if (kind === 'read') tally.read = rows;
      else if (kind === 'stored') tally.stored = rows;
      else if (kind === 'refused') tally.refused.set(what as Refusal, rows);
      else tally.adjusted.set(what as Adjustment, rows);
    }
    return tally;
  }
}

function add<K>(counts: Map<K, number>, key: K, rows: number): void {
  counts.set(key, (counts.get(key) ?? 0) + rows);
}

function prefixed(prefix: string, counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].map(([name, rows]) => [prefix + name, rows]));
}
