// Behaves as the old snippet 1.1.0: same attributes, cookie, storage names, global, requests. Its faults are its own: it takes over
// window.onerror, never renews its cookie and never rotates an idle tab's session.
(() => {
  const script = document.currentScript;
  const publicKey = script.getAttribute('data-public-key');
  if (!publicKey) {
    console.warn('[Micrologs] data-public-key is missing');
    return;
  }
  const apiUrl = (script.getAttribute('data-api-url') || script.src.split('/snippet/')[0]).replace(/\/$/, '');
  const environment = script.getAttribute('data-environment') || 'production';
  const uuid = () =>
    'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (letter) => {
      const random = (Math.random() * 16) | 0;
      return (letter === 'x' ? random : (random & 3) | 8).toString(16);
    });

  const post = (path, body) => {
    fetch(`${apiUrl}/api/track/${path}.php`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-API-Key': publicKey },
      body: JSON.stringify(body),
      keepalive: true,
    }).catch(() => {});
  };

  const visitorId = () => {
    const known = /(?:^|; )_ml_vid=([^;]+)/.exec(document.cookie);
    if (known) return known[1];
    const made = uuid();
    // biome-ignore lint/suspicious/noDocumentCookie: what the old snippet does.
    document.cookie = `_ml_vid=${made}; expires=${new Date(Date.now() + 365 * 864e5).toUTCString()}; path=/; SameSite=Lax`;
    return made;
  };

  let token;
  try {
    token = sessionStorage.getItem('_ml_sid');
    if (!token || Date.now() - Number(sessionStorage.getItem('_ml_last') || 0) > 18e5) {
      token = uuid();
      sessionStorage.setItem('_ml_sid', token);
    }
    sessionStorage.setItem('_ml_last', String(Date.now()));
  } catch {
    token = uuid();
  }

  const canvas = document.createElement('canvas');
  const fingerprint = [
    navigator.userAgent,
    navigator.language,
    `${screen.width}x${screen.height}`,
    screen.colorDepth,
    new Date().getTimezoneOffset(),
    !!window.sessionStorage,
    !!window.localStorage,
    canvas.toDataURL().slice(-32),
  ].join('|');

  const pageview = () => {
    const query = new URLSearchParams(location.search);
    const body = {
      url: location.href,
      page_title: document.title,
      referrer: document.referrer,
      visitor_id: visitorId(),
      session_token: token,
      fingerprint,
      screen_resolution: `${screen.width}x${screen.height}`,
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    };
    for (const name of ['utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'utm_term']) {
      body[name] = query.get(name) || '';
    }
    post('pageview', body);
  };

  let lastHref = location.href;
  const changed = () => {
    if (location.href === lastHref) return;
    lastHref = location.href;
    sessionStorage.setItem('_ml_last', String(Date.now()));
    pageview();
  };
  for (const name of ['pushState', 'replaceState']) {
    const original = history[name];
    history[name] = function (...args) {
      original.apply(this, args);
      changed();
    };
  }
  addEventListener('popstate', changed);
  addEventListener('hashchange', changed);

  const sent = new Set();
  const automatic = (error_type, message, file, line, stack) => {
    const key = [error_type, message, file, line].join('|');
    if (sent.has(key)) return;
    sent.add(key);
    post('error', {
      message,
      error_type,
      file,
      line,
      stack,
      url: location.href,
      severity: 'error',
      environment,
      context: null,
    });
  };
  window.onerror = (message, source, line, _column, error) => {
    automatic(error?.name || 'Error', String(message), source || location.href, line, error?.stack);
    return false;
  };
  addEventListener('unhandledrejection', ({ reason }) => {
    const known = reason instanceof Error;
    automatic(
      (known && reason.name) || 'UnhandledRejection',
      known ? reason.message : String(reason),
      location.href,
      null,
      known ? reason.stack : null,
    );
  });

  window.Micrologs = {
    error: (message, context = null, severity = 'error') =>
      post('error', {
        message,
        error_type: 'ManualError',
        file: location.href,
        line: null,
        stack: null,
        url: location.href,
        severity,
        environment,
        context,
      }),
    audit: (action, actor = '', context = null) => post('audit', { action, actor, context }),
  };

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', pageview);
  else pageview();
})();
