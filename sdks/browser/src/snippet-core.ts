import { identify } from './identity.ts';
import { storedOptOut } from './opt-out.ts';
import { pageview } from './pageview.ts';
import { attempt } from './safe.ts';
import { readTag } from './tag.ts';
import { addressOf } from './transport.ts';
import { uuid } from './uuid.ts';
import { watchViews } from './views.ts';

/** Pageviews alone, for sites that count every byte: no engagement, errors, audit or API. The opt-out is honoured. */
attempt(() => {
  const settings = readTag();
  if (settings)
    watchViews(
      () => !storedOptOut(),
      (referrer) =>
        navigator.sendBeacon(
          addressOf(settings, 'pageview'),
          JSON.stringify({ ...pageview(uuid(), referrer), ...identify() }),
        ),
    );
});
