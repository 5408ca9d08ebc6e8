import { attempt, guard } from './safe.ts';
import { uuid } from './uuid.ts';

/** Kept here too, for pages whose cookies are blocked. */
let visitor: string | undefined;

/** The browser's, one per tab; where it is blocked, an object that forgets with the page. */
const session: Record<string, unknown> = attempt(() => sessionStorage) || {};

const writeCookie = guard((value: string, maxAgeSeconds: number) => {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is asynchronous and needs https.
  document.cookie = `_ml_vid=${value};max-age=${maxAgeSeconds};path=/;samesite=lax${location.protocol === 'https:' ? ';secure' : ''}`;
});

/**
 * First-party ids of a view or an error that happens now: the visitor's from the cookie `_ml_vid`, which is renewed, the
 * session's from sessionStorage (one per tab), which starts anew after 30 minutes without either.
 */
export const identify = () => {
  const sessionIdleMs = 30 * 60_000;
  const cookieSeconds = 365 * 86_400;
  const now = Date.now();
  visitor = attempt(() => document.cookie.match(/\b_ml_vid=([^;]+)/)![1]) || visitor || uuid();
  // A missing or broken time starts a new session too.
  const token = (now - (session._ml_last as number) <= sessionIdleMs && session._ml_sid) || uuid();
  writeCookie(visitor, cookieSeconds);
  attempt(() => {
    session._ml_sid = token;
    session._ml_last = now;
  });
  return { visitor_id: visitor, session_token: token };
};

/** Removes the ids from the browser. */
export const forgetIds = (): void => {
  visitor = '';
  delete session._ml_sid;
  writeCookie('', 0);
};
