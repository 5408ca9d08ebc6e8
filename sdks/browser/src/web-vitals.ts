import { type Metric, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals';
import type { AddOn } from './client/options.ts';
import { guard } from './safe.ts';

/**
 * Web Vitals of each page load, as one audit entry `web.vitals` when the page is first hidden or left:
 * `{ page, navigation, LCP, CLS, INP, FCP, TTFB }`, each in milliseconds (CLS without unit) with its rating where the browser
 * measures it, such as `{ "LCP": { "value": 1830, "rating": "good" } }`.
 */
export const webVitals = (): AddOn => (host) => {
  const page = location.href;
  const metrics: Record<string, unknown> = {};
  const note = ({ name, value, rating, navigationType }: Metric) => {
    metrics.navigation = navigationType;
    metrics[name] = { value: Math.round(value * 1_000) / 1_000, rating };
  };
  for (const watch of [onLCP, onCLS, onINP, onFCP, onTTFB]) watch(note);

  const report = guard(() => {
    if (!metrics.navigation) return;
    removeEventListener('visibilitychange', onHidden);
    removeEventListener('pagehide', report);
    host.event('web.vitals', { page, ...metrics });
  });
  const onHidden = () => document.hidden && report();
  // In the last phase: the library settles its measurements in the first.
  addEventListener('visibilitychange', onHidden);
  addEventListener('pagehide', report);
};
