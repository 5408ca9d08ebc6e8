import {
  type Block,
  COLUMNS,
  type ColumnInfo,
  type ColumnName,
  type NumberColumnName,
  type TextColumnName,
} from '@micrologs/columns';
import type { CacheCounts } from '@micrologs/domain';
import { SizedCache } from '../../sized-cache.ts';
import type { Dictionary } from './dictionary.ts';

/** Blocks of a day that were made of its rows, with the texts that their ids stand for. */
export interface KeptDay {
  columns: ReadonlySet<ColumnName>;
  blocks: readonly Block[];
  texts: Pick<Dictionary, 'last' | 'added'>;
}

/** Days that were made of rows, from one read to the next; a key must stand for the day as it is. */
export class KeptDays {
  readonly #days: SizedCache<KeptDay>;

  constructor(maxBytes: number) {
    this.#days = new SizedCache(maxBytes);
  }

  counts(): CacheCounts {
    return this.#days.counts();
  }

  get(key: string): KeptDay | undefined {
    return this.#days.get(key);
  }

  set(key: string, day: KeptDay): void {
    const ofTexts = day.texts.added.reduce((sum, text) => sum + 2 * text.length, 0);
    this.#days.set(
      key,
      day,
      day.blocks.reduce((sum, block) => sum + bytesOf(block), ofTexts),
    );
  }
}

function bytesOf(block: Block): number {
  let bytes = 0;
  for (const [name, { kind }] of Object.entries(COLUMNS) as [ColumnName, ColumnInfo][]) {
    if (kind === 'number') {
      bytes += block.numbers(name as NumberColumnName).byteLength;
    } else {
      const { ids, codes } = block.texts(name as TextColumnName);
      bytes += ids.byteLength + codes.byteLength;
    }
  }
  return bytes;
}
