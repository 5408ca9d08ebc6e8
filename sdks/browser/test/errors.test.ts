import { expect, test } from 'vitest';
import { KEY, openBed, settle, UUID_V4 } from './support/bed.ts';

const bed = openBed();
const BODY_LIMIT = 65_536;

/** Opens a page whose own scripts run after the tracker. */
async function open(attributes = '', script = '') {
  bed.site.pages.set('/app', { head: bed.tag(attributes), body: `<script>${script}</script>` });
  await bed.page.goto(bed.site.url('/app?q=1'));
  await bed.collector.views(1);
}

/** The bodies of the errors, once there are that many. */
const errors = async (count: number) => (await bed.collector.wait('error', count)).map(({ body }) => body);

/** All errors that come when everything has settled. */
const allErrors = async () => {
  await settle(bed);
  return bed.collector.posts('error').map(({ body }) => body);
};

/** Runs code in a task of the page's own. */
const runUncaught = (code: string) => bed.page.evaluate((code) => void setTimeout(code), code);

test('an uncaught error arrives with type, place and stack, and the page keeps its own handler', async () => {
  bed.site.pages.set('/app', {
    head: `<script>onerror = (...args) => { window.seen = args.length; return true }; window.own = onerror</script>${bed.tag('data-environment="staging"')}`,
    body: '<script>\n\nnull.property</script>',
  });
  await bed.page.goto(bed.site.url('/app?q=1'));
  const [{ stack, ...error }] = await errors(1);

  expect(error).toEqual({
    error_type: 'TypeError',
    message: "Cannot read properties of null (reading 'property')",
    file: bed.site.url('/app?q=1'),
    line: 3,
    url: bed.site.url('/app?q=1'),
    severity: 'error',
    environment: 'staging',
    visitor_id: expect.stringMatching(UUID_V4),
    session_token: expect.stringMatching(UUID_V4),
  });
  expect(stack).toMatch(/^TypeError: Cannot read properties of null[\s\S]*\n {4}at /);
  expect(bed.collector.posts('error')[0]!.query.get('k')).toBe(KEY);
  expect(await bed.page.evaluate('[window.seen, onerror === window.own]')).toEqual([5, true]);
});

test('an error says whose it is, so that affected visitors can be counted', async () => {
  await open();
  await runUncaught("throw new Error('boom')");
  const [error] = await errors(1);
  const [view] = await bed.collector.views(1);
  expect(error).toMatchObject({ visitor_id: view.visitor_id, session_token: view.session_token });
});

test('the same error is sent once per page load, another line or message is another error', async () => {
  const script = `function fail(message) { setTimeout(() => { throw new Error(message) }) }\nfail('a'); fail('a'); fail('b')`;
  await open('', script);
  await errors(2);
  expect((await allErrors()).map(({ message }) => message).sort()).toEqual(['a', 'b']);
  await bed.page.reload();
  await errors(4);
  expect(await allErrors()).toHaveLength(4);
});

test('a page that fails in a loop sends at most 50 errors', async () => {
  await open('', `for (let i = 0; i < 80; i++) setTimeout(() => { throw new Error('failure ' + i) })`);
  await errors(50);
  expect(await allErrors()).toHaveLength(50);
});

test('promises rejected with anything are reported', async () => {
  await open();
  const cases = [
    ["new TypeError('x')", 'TypeError', 'x'],
    ['new RangeError()', 'RangeError', 'RangeError'],
    ["new DOMException('gone', 'AbortError')", 'AbortError', 'gone'],
    ["'text'", 'UnhandledRejection', 'text'],
    ["''", 'UnhandledRejection', 'UnhandledRejection'],
    ['null', 'UnhandledRejection', 'null'],
    ['undefined', 'UnhandledRejection', 'undefined'],
    ['42', 'UnhandledRejection', '42'],
    ['10n', 'UnhandledRejection', '10'],
    ["Symbol('s')", 'UnhandledRejection', 'Symbol(s)'],
    ['{ code: 7 }', 'UnhandledRejection', '{"code":7}'],
    ["{ message: 'said', name: 'Custom' }", 'UnhandledRejection', 'said'],
    ['(() => { const o = {}; o.o = o; return o })()', 'UnhandledRejection', '[object Object]'],
  ];
  for (const [index, [reason]] of cases.entries()) {
    await runUncaught(`Promise.reject(${reason})`);
    await errors(index + 1);
  }
  const sent = await allErrors();
  expect(sent.map((error) => [error.error_type, error.message])).toEqual(cases.map(([, ...said]) => said));
  for (const error of sent) {
    expect(error).toMatchObject({ file: bed.site.url('/app?q=1'), severity: 'error' });
    expect(error).not.toHaveProperty('line');
  }
});

test('reasons that cannot be read disturb nobody', async () => {
  await open();
  await runUncaught(`
    Promise.reject(Object.create(null));
    Promise.reject({ get message() { throw new Error('from the getter') } });
    Promise.reject(Proxy.revocable({}, {}).proxy);
    const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); Promise.reject(proxy);
    Promise.reject(new Error('after them'))`);
  await bed.collector.wait('error', 1);
  const messages = (await allErrors()).map(({ message }) => message);
  expect(messages).toContain('after them');
  expect(messages).not.toContain('from the getter');
});

test('images that fail to load and errors of other origins without details are no noise', async () => {
  await open();
  await bed.page.evaluate(() => {
    document.body.append(Object.assign(new Image(), { src: '/missing.png' }));
    window.dispatchEvent(new Event('error'));
    window.dispatchEvent(new ErrorEvent('error', { message: 'Script error.' }));
  });
  const [error] = await errors(1);
  expect(error).toMatchObject({ error_type: 'Error', message: 'Script error.' });
  expect(error).not.toHaveProperty('line');
  expect(await allErrors()).toHaveLength(1);
});

test('bodies stay below the limit of the server, whatever the size of the stack', async () => {
  await open();
  await bed.page.evaluate(() => {
    for (const character of ['x', '汉', '\u0001']) {
      const error = new Error(character.repeat(200_000));
      error.stack = character.repeat(300_000);
      window.Micrologs.error(error);
    }
  });
  const requests = await bed.collector.wait('error', 3);
  for (const { bytes, body } of requests) {
    expect(bytes).toBeLessThan(BODY_LIMIT);
    expect(body.stack).toHaveLength(4_000);
  }
});

test('errors that the page reports itself carry context and severity, and are never held back', async () => {
  await open();
  await bed.page.evaluate(() => {
    window.Micrologs.error('Payment failed', { order: 123 }, 'critical');
    window.Micrologs.error('Payment failed');
    window.Micrologs.error(new TypeError('broken'), ['a'], 'warning');
  });
  const sent = await errors(3);
  const url = bed.site.url('/app?q=1');
  expect(sent).toContainEqual({
    error_type: 'ManualError',
    message: 'Payment failed',
    file: url,
    url,
    environment: 'production',
    severity: 'critical',
    context: { order: 123 },
    visitor_id: expect.stringMatching(UUID_V4),
    session_token: expect.stringMatching(UUID_V4),
  });
  expect(sent.filter(({ message }) => message === 'Payment failed')).toHaveLength(2);
  const error = sent.find(({ message }) => message === 'broken');
  expect(error).toMatchObject({ error_type: 'TypeError', context: ['a'], severity: 'warning' });
  expect(error.stack).toContain('TypeError: broken');
});

test('a context that cannot be sent does not take the event with it', async () => {
  await open();
  await bed.page.evaluate(() => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    window.Micrologs.error('circular', circular);
    window.Micrologs.audit(
      'big',
      'ann',
      Array.from({ length: 50 }, () => 'x'.repeat(3_000)),
    );
    window.Micrologs.audit('fine', 'ann', { nested: { ok: true } });
    // biome-ignore lint/suspicious/noExplicitAny: what no typed caller would pass.
    const { error, audit } = window.Micrologs as any;
    error();
    error(null, 5n, 7);
    audit(3n);
  });
  await bed.collector.wait('audit', 2);
  const sent = await allErrors();
  expect(sent.find(({ message }) => message === 'circular')).not.toHaveProperty('context');
  expect(sent.map(({ message }) => message).sort()).toEqual(['circular', 'null', 'undefined']);
  const audits = bed.collector.posts('audit').map(({ body }) => body);
  expect(audits).toContainEqual({ action: 'big', actor: 'ann' });
  expect(audits).toContainEqual({ action: 'fine', actor: 'ann', context: { nested: { ok: true } } });
  expect(bed.complaints).toEqual([]);
});

test('audit entries go out with an empty actor by default', async () => {
  await open();
  await bed.page.evaluate(() => window.Micrologs.audit('user.login'));
  const [entry] = await bed.collector.wait('audit', 1);
  expect(entry!.body).toEqual({ action: 'user.login', actor: '' });
});

test('data-errors="false" leaves uncaught errors alone; reports by hand still work', async () => {
  await open('data-errors="false"', `Promise.reject('r'); throw new Error('uncaught')`);
  await bed.page.evaluate(() => window.Micrologs.error('by hand'));
  await errors(1);
  expect((await allErrors()).map(({ message }) => message)).toEqual(['by hand']);
  expect((await bed.collector.views(1))[0].event_id).toMatch(UUID_V4);
});
