import { expect, test } from 'vitest';
import { allViews, openBed, settle, UUID_V4 } from './support/bed.ts';

const bed = openBed();

/** What the site has left in the browser. */
const traces = async () => [
  ...(await bed.context.cookies()),
  ...(await bed.page.evaluate(() => [document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage)])),
];

test('cookieless: nothing is stored and no ids are sent', async () => {
  bed.define(['/a'], 'data-cookieless');
  await bed.page.goto(bed.site.url('/a'));
  await bed.collector.views(1);
  await bed.page.evaluate(() => {
    history.pushState(null, '', '/a/2');
    window.Micrologs.audit('action');
    window.Micrologs.error('error');
  });
  await Promise.all([bed.collector.views(2), bed.collector.wait('audit', 1), bed.collector.wait('error', 1)]);

  for (const view of await allViews(bed)) {
    expect(view).not.toHaveProperty('visitor_id');
    expect(view).not.toHaveProperty('session_token');
    expect(view.event_id).toMatch(UUID_V4);
  }
  for (const { body } of bed.collector.posts('error')) {
    expect(body).not.toHaveProperty('visitor_id');
    expect(body).not.toHaveProperty('session_token');
  }
  expect(await traces()).toEqual(['']);
});

test('data-cookieless="false" is off', async () => {
  bed.define(['/a'], 'data-cookieless="false"');
  await bed.page.goto(bed.site.url('/a'));
  expect((await bed.collector.views(1))[0].visitor_id).toMatch(UUID_V4);
});

test.each([
  ['doNotTrack', '1'],
  ['globalPrivacyControl', true],
] as const)('%s is obeyed when the tag asks for it, and only then', async (property, value) => {
  await bed.page.addInitScript(
    ([property, value]) => Object.defineProperty(navigator, property, { get: () => value }),
    [property, value] as const,
  );
  bed.define(['/obeying'], 'data-respect-dnt');
  await bed.page.goto(bed.site.url('/obeying'));
  await bed.page.evaluate(() => {
    window.Micrologs.error('error');
    window.Micrologs.audit('action');
    setTimeout(() => {
      throw new Error('uncaught');
    });
  });
  await settle(bed);
  await bed.page.goto('about:blank');
  expect(bed.collector.received).toEqual([]);
  expect(await bed.context.cookies()).toEqual([]);

  bed.define(['/other']);
  await bed.page.goto(bed.site.url('/other'));
  expect(await bed.collector.views(1)).toHaveLength(1);
});

test('a browser that does not object is tracked where the tag obeys Do Not Track', async () => {
  await bed.page.addInitScript(() => Object.defineProperty(navigator, 'doNotTrack', { get: () => 'unspecified' }));
  bed.define(['/a'], 'data-respect-dnt');
  await bed.page.goto(bed.site.url('/a'));
  expect(await bed.collector.views(1)).toHaveLength(1);
});

test('optOut ends everything, also on later pages, and removes the ids; optIn resumes under new ones', async () => {
  bed.define(['/a', '/b']);
  await bed.page.goto(bed.site.url('/a'));
  const [before] = await bed.collector.views(1);
  await bed.page.evaluate(() => {
    window.Micrologs.optOut();
    window.Micrologs.error('error');
    window.Micrologs.audit('action');
    history.pushState(null, '', '/a/2');
    setTimeout(() => {
      throw new Error('uncaught');
    });
  });
  await settle(bed);
  expect(await bed.context.cookies()).toEqual([]);
  expect(await bed.page.evaluate(() => [localStorage._ml_optout, sessionStorage._ml_sid])).toEqual(['1', undefined]);

  await bed.page.goto(bed.site.url('/b'));
  await settle(bed);
  expect(bed.collector.received.filter(({ method }) => method === 'POST')).toHaveLength(1);

  await bed.page.evaluate(() => window.Micrologs.optIn());
  const after = (await bed.collector.views(2))[1];
  expect(after.url).toBe(bed.site.url('/b'));
  expect(after.visitor_id).not.toBe(before.visitor_id);
  expect(after.session_token).not.toBe(before.session_token);
  await bed.page.evaluate(() => {
    window.Micrologs.optOut();
    window.Micrologs.optIn();
  });
  expect(await allViews(bed)).toHaveLength(2);
});

test.each(['micrologs.js', 'micrologs.core.js'])('%s honours the stored opt-out', async (file) => {
  bed.site.pages.set('/a', { head: `<script>localStorage._ml_optout = '1'</script>${bed.tag('', file)}` });
  await bed.page.goto(bed.site.url('/a'));
  await settle(bed);
  expect(bed.collector.received).toEqual([]);
  expect(await bed.context.cookies()).toEqual([]);
});

test('an opt-out that cannot be stored holds on its page', async () => {
  bed.define(['/a']);
  await bed.page.addInitScript(() => {
    const full = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    Object.defineProperty(window, 'localStorage', { value: new Proxy({}, { set: full }) });
  });
  await bed.page.goto(bed.site.url('/a'));
  await bed.collector.views(1);
  await bed.page.evaluate(() => {
    window.Micrologs.optOut();
    history.pushState(null, '', '/a/2');
  });
  expect(await allViews(bed)).toHaveLength(1);
});

test('the fingerprint is computed and sent only when asked for, in the form of the contract', async () => {
  bed.define(['/plain']);
  bed.define(['/asked'], 'data-fingerprint');
  await bed.page.addInitScript(() => {
    const { toDataURL } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.toDataURL = function () {
      const url = toDataURL.call(this);
      Object.assign(window, { drawn: url });
      return url;
    };
  });
  await bed.page.goto(bed.site.url('/plain'));
  await bed.collector.views(1);
  expect(await bed.page.evaluate('window.drawn')).toBeUndefined();
  await bed.page.goto(bed.site.url('/asked'));
  const [plain, asked] = await bed.collector.views(2);

  expect(plain).not.toHaveProperty('fingerprint');
  expect(asked.fingerprint).toBe(
    await bed.page.evaluate(() =>
      [
        navigator.userAgent,
        navigator.language,
        `${screen.width}x${screen.height}`,
        screen.colorDepth,
        new Date().getTimezoneOffset(),
        true,
        true,
        (window as unknown as { drawn: string }).drawn.slice(-32),
      ].join('|'),
    ),
  );
});
