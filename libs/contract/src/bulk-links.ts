import { isJsonObject } from './coerce.ts';
import { type BodyOf, INVALID_BODY_MESSAGE, isFilledObject, parseBody } from './parse-body.ts';
import { failure, type Parsed } from './result.ts';

export const MAX_BULK_LINKS = 1000;

/** Reads a body with several links to make. Wrong links are refused one by one; only a body that is no list fails as a whole. */
export function parseBulkLinks(body: unknown): Parsed<Parsed<BodyOf<'createLink'>>[]> {
  if (!isFilledObject(body)) return failure(INVALID_BODY_MESSAGE);
  const { links } = body;
  if (!Array.isArray(links) || links.length === 0 || links.length > MAX_BULK_LINKS) {
    return failure(`links must be a list of 1 to ${MAX_BULK_LINKS} links`, 'links');
  }
  return { ok: true, value: links.map(parseLink) };
}

function parseLink(link: unknown): Parsed<BodyOf<'createLink'>> {
  if (!isJsonObject(link)) return failure('Each link must be a JSON object');
  // An empty one is no missing body, but a link without a target.
  return parseBody('createLink', Object.keys(link).length === 0 ? { destination_url: null } : link);
}
