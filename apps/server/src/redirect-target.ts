import { trimAscii } from '@micrologs/domain';
import { normalisePath, originForm } from './middleware/path.ts';

/** What a request for a link names. */
export interface RedirectTarget {
  /** Empty when it is missing, null when no link can have it. */
  code: string | null;
  /** Without the question mark; empty without a query. */
  query: string;
  /** `/l/{code}`; else `/api/redirect?c=`. */
  isShort: boolean;
}

const SHORT = '/l/';
const REDIRECT = '/api/redirect';
const CODE = /^[A-Za-z0-9_-]{1,64}$/;

/** Null for other paths. @param url the request's target */
export function redirectTargetOf(url: string, basePath: string): RedirectTarget | null {
  const target = originForm(url);
  const path = normalisePath(target, basePath);
  if (path === null) return null;
  const isShort = path.startsWith(SHORT) && path.length > SHORT.length && !path.includes('/', SHORT.length);
  if (!isShort && path !== REDIRECT) return null;
  const mark = target.indexOf('?');
  const query = mark === -1 ? '' : target.slice(mark + 1);
  const named = isShort ? decoded(path.slice(SHORT.length)) : codeOf(query);
  return { code: named === '' || CODE.test(named) ? named : null, query, isShort };
}

/** The last `c`, as the PHP engine read it. */
function codeOf(query: string): string {
  return trimAscii(new URLSearchParams(query).getAll('c').at(-1) ?? '');
}

function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return '%';
  }
}
