import { followConsent } from './consent';

/**
 * Runs the tracker where the visitor is counted. Pages are the same for everybody, since they may come from a cache; whoever is
 * not counted has a cookie that says so.
 * @param {() => void} start the tracker itself, which finds its settings in the script's tag
 */
export function run(start) {
  const { dataset } = document.currentScript ?? document.querySelector('script[data-public-key]');
  if (/(^|; )micrologs_skip=1/.test(document.cookie)) return;
  // Visits without a cookie are a category of their own, which many consent managers allow at once.
  const category = dataset.cookieless === 'true' ? 'statistics-anonymous' : 'statistics';
  if (dataset.wpConsent === 'ignore') start();
  else followConsent(category, start);
}
