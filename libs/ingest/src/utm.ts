import { truncateUtf8, type Utm } from '@micrologs/domain';

export const NO_UTM: Utm = Object.freeze({ source: '', medium: '', campaign: '', content: '', term: '' });

/** What the store holds of one parameter, in UTF-8 bytes. */
const MAX_BYTES = 255;

const FIELDS = new Map<string, keyof Utm>([
  ['utm_source', 'source'],
  ['utm_medium', 'medium'],
  ['utm_campaign', 'campaign'],
  ['utm_content', 'content'],
  ['utm_term', 'term'],
]);

// ASCII white space and NUL at both ends, as with every other text field.
const EDGES = /^[ \t\n\r\v\f\0]+|[ \t\n\r\v\f\0]+$/g;

/**
 * The UTM parameters in the query of `url`, which may be relative or no URL at all: names are case-sensitive, values
 * form-decoded, the last of several wins, the fragment is ignored. Array-style names such as `utm_source[]` are not
 * UTM parameters. Malformed escapes stay as they are.
 */
export function utmOf(url: string): Utm {
  const query = url.indexOf('?');
  if (query === -1) return NO_UTM;
  // A name may be escaped (`utm%5Fsource`), so only a query without any escape can be ruled out at a glance.
  if (url.indexOf('utm_', query) === -1 && url.indexOf('%', query) === -1) return NO_UTM;
  const fragment = url.indexOf('#');
  if (fragment !== -1 && fragment < query) return NO_UTM;
  const utm = { ...NO_UTM };
  for (const [name, value] of new URLSearchParams(url.slice(query + 1, fragment === -1 ? undefined : fragment))) {
    const field = FIELDS.get(name);
    if (field) utm[field] = truncateUtf8(value.replace(EDGES, ''), MAX_BYTES);
  }
  return utm;
}
