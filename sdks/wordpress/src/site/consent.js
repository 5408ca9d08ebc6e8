/** localStorage: the visitor took the consent back. Somebody who opted out without a consent manager stays out. */
const WITHDRAWN = 'micrologs_withdrawn';

/** Browsers that keep nothing throw. */
function remember(isWithdrawn) {
  try {
    if (isWithdrawn) localStorage.setItem(WITHDRAWN, '1');
    else localStorage.removeItem(WITHDRAWN);
  } catch {}
}

function wasWithdrawn() {
  try {
    return localStorage.getItem(WITHDRAWN) === '1';
  } catch {
    return false;
  }
}

/**
 * Starts the tracker once the WP Consent API has the visitor's consent, and stops it when that is taken back. Where no consent
 * manager asks, the API says yes; without the API nobody is asked.
 * @param {string} category of the API
 * @param {() => void} start runs once
 */
export function followConsent(category, start) {
  let isStarted = false;
  const follow = () => {
    if (window.wp_has_consent && !window.wp_has_consent(category)) {
      if (isStarted) {
        window.Micrologs.optOut();
        remember(true);
      }
      return;
    }
    if (!isStarted) {
      isStarted = true;
      start();
    }
    if (wasWithdrawn()) {
      remember(false);
      window.Micrologs.optIn();
    }
  };
  follow();
  for (const event of ['wp_listen_for_consent_change', 'wp_consent_type_defined']) {
    document.addEventListener(event, follow);
  }
}
