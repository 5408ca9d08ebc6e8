import { trimAscii, ValidationError } from '@micrologs/domain';

const MAX_DESTINATION_BYTES = 2048;

/** Scheme and two slashes, then something: a parser for browsers would also take `https:shop.test` and `https:\\shop.test`. */
const ABSOLUTE = /^https?:\/\/[^/\\?#]/i;
/** Parsers for browsers drop these or take them for something else, so two programs could read two addresses. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const AMBIGUOUS = /[\u0000-\u0020\u007f\\]/;
const ASCII = /^[\x21-\x7e]+$/;
const OWN_PATH = /^\/(l\/|api\/redirect(\.php)?$)/;

/**
 * Where a link leads, as it is stored: as it was given when that is ASCII, else with its host as punycode and the rest
 * percent-encoded.
 * @param ownBases public addresses of this server, without trailing slashes: a link to one of its own links could lead in circles
 * @throws ValidationError
 */
export function checkDestination(input: string, ownBases: Iterable<string>): string {
  const text = trimAscii(input);
  if (!ABSOLUTE.test(text) || AMBIGUOUS.test(text) || !text.isWellFormed() || !URL.canParse(text)) {
    throw new ValidationError('destination_url is not a valid URL');
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || authorityOf(text).includes('@')) {
    throw new ValidationError('destination_url must not hold a user name or password');
  }
  const destination = ASCII.test(text) ? text : url.href;
  if (destination.length > MAX_DESTINATION_BYTES) {
    throw new ValidationError(`destination_url must be at most ${MAX_DESTINATION_BYTES} bytes`);
  }
  for (const base of ownBases) {
    if (isOwnLink(url, base)) throw new ValidationError('destination_url must not lead to a short link of this server');
  }
  return destination;
}

function authorityOf(text: string): string {
  return /^https?:\/\/([^/?#]*)/i.exec(text)?.[1] ?? '';
}

/** Scheme aside, since a server is often reached by both. */
function isOwnLink(url: URL, base: string): boolean {
  const own = new URL(base);
  if (hostOf(url) !== hostOf(own)) return false;
  const path = pathOf(url);
  const root = pathOf(own).replace(/\/$/, '');
  return path.startsWith(root) && OWN_PATH.test(path.slice(root.length));
}

function hostOf({ hostname, port }: URL): string {
  return `${hostname.replace(/\.$/, '')}:${port}`;
}

/** As the server, or a proxy in front of it, would read it. */
function pathOf({ pathname }: URL): string {
  let path = pathname;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    // Not UTF-8: nobody decodes it to a path of ours.
  }
  return path.replace(/\/{2,}/g, '/');
}
