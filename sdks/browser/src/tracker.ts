import { trackEngagement } from './engagement.ts';
import { errorDescriber, watchErrors } from './errors.ts';
import { fingerprint } from './fingerprint.ts';
import { forgetIds, identify } from './identity.ts';
import { optedOut, setOptOut } from './opt-out.ts';
import { pageview } from './pageview.ts';
import { attempt, guard } from './safe.ts';
import { isOn, type Settings } from './settings.ts';
import { addressOf, encode, post } from './transport.ts';
import type { MicrologsApi } from './types.ts';
import { uuid } from './uuid.ts';
import { watchViews } from './views.ts';

/** Starts tracking this page with every feature. */
export const startTracker = (settings: Settings): MicrologsApi => {
  const allowed = () =>
    !(optedOut() || (isOn(settings.respectDnt) && (+navigator.doNotTrack! || navigator.globalPrivacyControl)));
  // The ids are asked for last: a visitor who objects must not get a cookie.
  const send = (endpoint: string, event: object) => {
    if (allowed())
      post(
        addressOf(settings, endpoint),
        encode({ ...event, ...(endpoint !== 'audit' && !isOn(settings.cookieless) && identify()) }),
      );
  };
  const beginView = trackEngagement((engagement) => {
    // Leaves even while the page goes away.
    if (allowed())
      navigator.sendBeacon(addressOf(settings, 'batch'), encode({ events: [{ kind: 'engagement', ...engagement }] }));
  });
  const look = watchViews(allowed, (referrer) => {
    const id = uuid();
    send('pageview', {
      ...pageview(id, referrer),
      ...(isOn(settings.fingerprint) && { fingerprint: attempt(fingerprint) }),
    });
    beginView(id);
  });

  const describe = errorDescriber(settings.environment);
  const sendError = (error: object) => send('error', error);
  if (isOn(settings.errors, '')) watchErrors(describe, sendError);

  return {
    error: guard((error, context, severity = 'error') =>
      sendError(describe(error, 'ManualError', { context, severity })),
    ),
    audit: guard((action, actor = '', context) => send('audit', { action, actor, context })),
    optOut: guard(() => {
      // What may fail, where nothing can be stored, comes last.
      forgetIds();
      setOptOut(1);
    }),
    optIn: guard(() => {
      look();
      setOptOut(0);
    }),
  };
};
