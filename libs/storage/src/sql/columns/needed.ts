import { type ColumnName, FRAGMENT_TEXTS, type TextColumnName, VIEW_TEXTS } from '@micrologs/columns';

/** Texts of rows that blocks are built from. */
export type RowText = (typeof VIEW_TEXTS)[number] | (typeof FRAGMENT_TEXTS)[number] | 'entryUrl' | 'exitUrl';

/** What a column is made from, where that is something else than itself. */
const MADE_FROM: Partial<Record<TextColumnName, readonly RowText[]>> = {
  path: ['url'],
  hostname: ['url'],
  entryPage: ['entryUrl'],
  exitPage: ['exitUrl'],
  entryReferrer: ['referrer'],
  entryUtmSource: ['utmSource'],
  entryUtmMedium: ['utmMedium'],
  entryUtmCampaign: ['utmCampaign'],
  entryUtmTerm: ['utmTerm'],
  entryUtmContent: ['utmContent'],
  channel: ['referrer', 'referrerCategory', 'utmSource', 'utmMedium', 'utmCampaign'],
};

const ROW_TEXTS: ReadonlySet<string> = new Set([...VIEW_TEXTS, ...FRAGMENT_TEXTS, 'entryUrl', 'exitUrl']);

/** What must be read of rows for a block that is asked for some columns: the other texts may be left empty. */
export interface Needed {
  texts: ReadonlySet<RowText>;
  isNew: boolean;
  channel: boolean;
}

export function neededFor(columns: readonly ColumnName[]): Needed {
  const texts = new Set<RowText>();
  for (const column of columns) {
    if (ROW_TEXTS.has(column)) texts.add(column as RowText);
    for (const text of MADE_FROM[column as TextColumnName] ?? []) texts.add(text);
  }
  return { texts, isNew: columns.includes('isNew'), channel: columns.includes('channel') };
}
