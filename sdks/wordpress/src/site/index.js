import { followConsent } from './consent';

/** The tracker itself, as the server serves it; it runs when it is first asked for, and finds its settings in the script's tag. */
const start = () => require('../../../browser/dist/micrologs.js');

const { dataset } = document.currentScript ?? document.querySelector('script[data-public-key]');

// Pages are the same for everybody, since they may come from a cache; whoever is not counted has a cookie that says so.
if (!/(^|; )micrologs_skip=1/.test(document.cookie)) {
  // Visits without a cookie are a category of their own, which many consent managers allow at once.
  const category = dataset.cookieless === 'true' ? 'statistics-anonymous' : 'statistics';
  if (dataset.consent === 'ignore') start();
  else followConsent(category, start);
}
