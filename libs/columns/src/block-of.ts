import type { Block, BlockHead, NumberValues, TextColumn } from './block.ts';
import type { NumberColumnName, TextColumnName } from './catalogue.ts';

/** The columns of a block that are at hand. */
export type BlockColumns = { [Name in NumberColumnName]?: NumberValues } & { [Name in TextColumnName]?: TextColumn };

export function blockOf(head: BlockHead, columns: BlockColumns): Block {
  const column = <Name extends keyof BlockColumns>(name: Name) => {
    const found = columns[name];
    if (!found) throw new Error(`the column ${name} was not asked for`);
    return found;
  };
  return { ...head, numbers: (name) => column(name), texts: (name) => column(name) };
}
