import { randomBytes } from 'node:crypto';

/** Nobody outside can guess it, so no text of a client is taken for a mark. */
const MARK = `json-text-${randomBytes(16).toString('hex')}-`;
const MARKS = new RegExp(`"${MARK}(\\d+)"`, 'g');

let collected: string[] | undefined;

/**
 * JSON text that stands in a value as it is, so that its numbers keep every digit, its objects their order and their
 * doubled names. `stringifyJson` writes it; any other serialiser sees what `JSON.parse` makes of it.
 */
export class JsonText {
  readonly text: string;

  /** @param text well-formed JSON */
  constructor(text: string) {
    this.text = text;
  }

  toJSON(): unknown {
    if (!collected) return JSON.parse(this.text);
    collected.push(this.text);
    return MARK + (collected.length - 1);
  }
}

/** `JSON.stringify`, with every `JsonText` in its place. */
export function stringifyJson(value: object): string {
  const texts: string[] = [];
  collected = texts;
  let json: string;
  try {
    json = JSON.stringify(value);
  } finally {
    collected = undefined;
  }
  return texts.length === 0 ? json : json.replace(MARKS, (_, index: string) => texts[Number(index)]!);
}
