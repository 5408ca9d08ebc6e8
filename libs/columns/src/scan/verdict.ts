import type { BlockRows, Coded } from './block-rows.ts';
import type { Condition } from './conditions.ts';

/** One byte per row: 1 where it is chosen, else 0. */
export type Mask = Uint8Array;

/** Which views of a block fulfil a condition: all, none, or those that every mask chooses (null: all). */
export type Verdict = boolean | { fragments: Mask | null; views: Mask | null };

/** What conditions are judged by. */
export interface Facts {
  rows: BlockRows;
  level(column: TextCondition['column']): 'fragment' | 'view';
  texts(column: TextCondition['column']): Coded;
  /** By fragment, other than 0 where the visitor is new. */
  firstViews(): Uint32Array;
}

type TextCondition = Extract<Condition, { kind: 'text' }>;

export function textConditions(condition: Condition): TextCondition[] {
  if (condition.kind === 'text') return [condition];
  if (condition.kind === 'not') return textConditions(condition.of);
  return condition.kind === 'new' ? [] : condition.of.flatMap(textConditions);
}

/** Judges the rows of one block. */
export class Judge {
  private masks = 0;

  constructor(private readonly facts: Facts) {}

  judge(condition: Condition): Verdict {
    switch (condition.kind) {
      case 'all':
        return this.all(condition.of);
      case 'any':
        return this.any(condition.of);
      case 'not':
        return this.not(this.judge(condition.of));
      case 'text':
        return this.text(condition);
      case 'new':
        return this.isNew(condition);
    }
  }

  /** A mask of its own. */
  mask(length: number): Mask {
    return this.facts.rows.scratch.uint8(`mask ${this.masks++}`, length);
  }

  /** Both. */
  and(a: Verdict, b: Verdict): Verdict {
    if (a === false || b === false) return false;
    if (a === true) return b;
    if (b === true) return a;
    return { fragments: bothOf(a.fragments, b.fragments), views: bothOf(a.views, b.views) };
  }

  private all(conditions: readonly Condition[]): Verdict {
    let verdict: Verdict = true;
    for (const condition of conditions) {
      verdict = this.and(verdict, this.judge(condition));
      if (verdict === false) return false;
    }
    return verdict;
  }

  private any(conditions: readonly Condition[]): Verdict {
    let verdict: Verdict = false;
    for (const condition of conditions) {
      verdict = this.or(verdict, this.judge(condition));
      if (verdict === true) return true;
    }
    return verdict;
  }

  private or(a: Verdict, b: Verdict): Verdict {
    if (a === true || b === true) return true;
    if (a === false) return b;
    if (b === false) return a;
    if (!a.views && !b.views) return { fragments: eitherOf(a.fragments!, b.fragments!), views: null };
    return { fragments: null, views: eitherOf(this.onViews(a), this.onViews(b)) };
  }

  private not(verdict: Verdict): Verdict {
    if (typeof verdict === 'boolean') return !verdict;
    if (!verdict.views) return { fragments: opposite(verdict.fragments!), views: null };
    return { fragments: null, views: opposite(this.onViews(verdict)) };
  }

  private text({ column, test }: TextCondition): Verdict {
    const coded = this.facts.texts(column);
    const marks = this.facts.rows.scratch.uint8('marks', coded.values.length);
    const count = test.mark(coded, marks);
    if (count === 0) return false;
    if (count === coded.values.length) return true;
    const mask = coded.via ? this.spread(this.spread(marks, coded.codes), coded.via) : this.spread(marks, coded.codes);
    return this.facts.level(column) === 'view' ? { fragments: null, views: mask } : { fragments: mask, views: null };
  }

  /** What `marks` has for each code. */
  private spread(marks: Uint8Array, codes: Uint32Array): Mask {
    const mask = this.mask(codes.length);
    for (let row = 0; row < codes.length; row++) mask[row] = marks[codes[row]!]!;
    return mask;
  }

  private isNew({ isNew, returning }: Extract<Condition, { kind: 'new' }>): Verdict {
    if (isNew === returning) return isNew;
    const firsts = this.facts.firstViews();
    const mask = this.mask(firsts.length);
    for (let fragment = 0; fragment < firsts.length; fragment++) {
      mask[fragment] = firsts[fragment]! > 0 === isNew ? 1 : 0;
    }
    return { fragments: mask, views: null };
  }

  /** One mask that says the same. */
  private onViews({ fragments, views }: Exclude<Verdict, boolean>): Mask {
    if (views && !fragments) return views;
    const { rows } = this.facts;
    const starts = rows.starts();
    const mask = views ?? this.mask(rows.block.views).fill(1);
    for (let fragment = 0; fragment < fragments!.length; fragment++) {
      if (fragments![fragment] === 0) mask.fill(0, starts[fragment], starts[fragment + 1]);
    }
    return mask;
  }
}

/** Writes over `a`. */
function bothOf(a: Mask | null, b: Mask | null): Mask | null {
  if (!a || !b) return a ?? b;
  const [left, right] = [fourfold(a), fourfold(b)];
  for (let i = 0; i < left.length; i++) left[i]! &= right[i]!;
  return a;
}

/** Writes over `a`. */
function eitherOf(a: Mask, b: Mask): Mask {
  const [left, right] = [fourfold(a), fourfold(b)];
  for (let i = 0; i < left.length; i++) left[i]! |= right[i]!;
  return a;
}

/** Writes over `mask`. */
function opposite(mask: Mask): Mask {
  const words = fourfold(mask);
  for (let i = 0; i < words.length; i++) words[i]! ^= 0x01010101;
  return mask;
}

/** The bytes of a mask, and up to three behind it, four at a time: scratch has room for them. */
function fourfold(mask: Mask): Uint32Array {
  return new Uint32Array(mask.buffer, mask.byteOffset, (mask.length + 3) >>> 2);
}
