/**
 * Where a client stands in a channel. An offset alone would not do: after a backup was restored, the same offsets are given to
 * other events. So a position also holds a check of the event itself, which must still be there under its offset.
 */
export interface Position {
  /** Random, of the installation. */
  epoch: string;
  offset: number;
  check: string;
}

/** The check of offset 0, before the first event. */
export const BEGINNING = '0';
/** The check of an event that is not there any more. */
export const GONE = '-';

const FORM = /^([0-9a-f]{1,32})\.(0|[1-9]\d{0,15})\.([0-9a-zA-Z_-]{1,32})$/;

export function formatPosition({ epoch, offset, check }: Position): string {
  return `${epoch}.${offset}.${check}`;
}

/** @returns null for what is no position; the client then begins anew, as with one from elsewhere */
export function parsePosition(text: string): Position | null {
  const [, epoch, offset, check] = FORM.exec(text) ?? [];
  return epoch === undefined ? null : { epoch, offset: Number(offset), check: check! };
}
