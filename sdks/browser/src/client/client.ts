import { errorDescriber } from '../errors.ts';
import type { ErrorFields } from '../events.ts';
import { forgetIds, identify } from '../identity.ts';
import { setOptOut } from '../opt-out.ts';
import { attempt, guard } from '../safe.ts';
import { addressOf, encode } from '../transport.ts';
import { uuid } from '../uuid.ts';
import { withCauses } from './causes.ts';
import { createConsentGate } from './consent-gate.ts';
import { createDelivery } from './delivery.ts';
import type { Host, Micrologs, Options, TrackEvent, View } from './options.ts';
import { createViews } from './views.ts';

const FLUSH_DEADLINE_MS = 5_000;

/** Starts tracking this page. @throws where the browser lacks what that takes */
export const startClient = (options: Options): Micrologs => {
  const { publicKey, cookieless, beforeSend, consent } = options;
  const gate = createConsentGate(options);
  const delivery = createDelivery({
    url: addressOf({ apiUrl: options.apiUrl.replace(/\/$/, ''), publicKey }, 'batch'),
    onLoss: options.onLoss,
  });
  const viewListeners: ((view: View) => void)[] = [];
  /** The view that left last: what was held back has no engagement. */
  let viewId: string | undefined;
  let areEventsRefused = false;
  let isViewLost = false;

  const revise = (event: TrackEvent): TrackEvent | null => {
    if (!beforeSend) return event;
    // A hook that throws half-way leaves the event as it was; one that returns nothing changed it in place.
    const copy = { ...event };
    try {
      const revised = beforeSend(copy);
      return revised === undefined ? copy : revised;
    } catch {
      return event;
    }
  };
  const capture = guard((event: object, withIds: boolean, onRejected?: () => void) => {
    if (!gate.isOpen()) return;
    const capturedAt = Date.now();
    const send = guard(() => {
      // The ids are asked for last: without consent a visitor must not get a cookie.
      const ids = withIds && !cookieless && identify();
      const revised = revise({ event_id: uuid(), ...event, ...ids } as TrackEvent);
      if (!revised || (revised.kind === 'engagement' && revised.pageview_id !== viewId)) return;
      const isView = revised.kind === 'pageview';
      if (isView) viewId = revised.event_id;
      delivery.add({ json: encode(revised), capturedAt, onRejected }, isView);
    });
    if (!gate.pass(send)) delivery.lose('queue_full', 1);
  });
  const captureError = (fields: ErrorFields) => capture({ kind: 'error', ...fields }, true);

  const describe = errorDescriber(options.environment);
  const describeError: Host['describeError'] = (thrown, fallbackType, details) => ({
    ...describe(thrown, fallbackType, { ...details, context: attempt(() => withCauses(thrown, details.context)) }),
    release: options.release,
  });
  const host: Host = {
    options,
    onView: (listener) => viewListeners.push(guard(listener)),
    describeError,
    error: captureError,
    engagement: (fields) => capture({ kind: 'engagement', ...fields }, false),
    event(action, context) {
      if (areEventsRefused) return;
      capture({ kind: 'audit', action, actor: '', context }, false, () => {
        areEventsRefused = true;
      });
    },
  };
  for (const addOn of options.use ?? []) attempt(() => addOn(host));
  delivery.watchPage();

  const views = createViews(options, gate.isOpen, (view) => {
    for (const listener of viewListeners) listener(view);
    capture({ kind: 'pageview', ...view }, true);
  });
  if (consent === 'denied') forgetIds();

  const error = guard<Parameters<Micrologs['error']>, void>((thrown, context, severity = 'error') =>
    captureError(describeError(thrown, 'ManualError', { context, severity })),
  );
  return {
    pageview: guard(views.count),
    error,
    captureException: error,
    audit: (action, actor = '', context) => capture({ kind: 'audit', action, actor, context }, false),
    setConsent: guard((next) => {
      isViewLost = gate.set(next) || isViewLost;
      if (next === 'denied') {
        delivery.discard();
        forgetIds();
      } else if (next === 'granted' && isViewLost) {
        isViewLost = false;
        views.count();
      } else {
        views.look();
      }
    }),
    optOut: guard(() => {
      delivery.discard();
      forgetIds();
      setOptOut(1);
    }),
    optIn: guard(() => {
      attempt(() => setOptOut(0));
      views.look();
    }),
    flush: (deadlineMs = FLUSH_DEADLINE_MS) => delivery.flush(deadlineMs),
    close: (deadlineMs = FLUSH_DEADLINE_MS) => delivery.close(deadlineMs),
  };
};
