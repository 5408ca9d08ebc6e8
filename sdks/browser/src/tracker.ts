import { trackEngagement } from './engagement.ts';
import { trackErrors } from './errors.ts';
import { fingerprint } from './fingerprint.ts';
import { forgetIds, identify } from './identity.ts';
import { optedOut, setOptOut } from './opt-out.ts';
import { pageview } from './pageview.ts';
import { attempt, guard } from './safe.ts';
import { isOn, type Settings } from './settings.ts';
import { createBeacon, createPost, encode } from './transport.ts';
import type { MicrologsApi } from './types.ts';
import { uuid } from './uuid.ts';
import { watchViews } from './views.ts';

/** Starts tracking this page with every feature. */
export const startTracker = (settings: Settings): MicrologsApi => {
  const { publicKey } = settings;
  const trackUrl = `${settings.apiUrl}/api/track/`;
  const post = createPost(trackUrl, publicKey);
  const beacon = createBeacon(trackUrl, publicKey);
  const allowed = () =>
    !(optedOut() || (isOn(settings.respectDnt) && (+navigator.doNotTrack! || navigator.globalPrivacyControl)));
  // The ids are asked for last: a visitor who objects must not get a cookie.
  const send = (endpoint: string, event: object, withIds?: boolean) => {
    if (allowed()) post(endpoint, encode({ ...event, ...(withIds && !isOn(settings.cookieless) && identify()) }));
  };
  const beginView = trackEngagement((engagement) => {
    if (allowed()) beacon('batch', encode({ events: [engagement] }));
  });
  const look = watchViews(allowed, (referrer) => {
    const id = uuid();
    send(
      'pageview',
      { ...pageview(id, referrer), ...(isOn(settings.fingerprint) && { fingerprint: attempt(fingerprint) }) },
      true,
    );
    beginView(id);
  });

  return {
    error: trackErrors(settings.environment, isOn(settings.errors ?? true), (error) => send('error', error, true)),
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
