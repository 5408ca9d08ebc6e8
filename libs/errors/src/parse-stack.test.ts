import { describe, expect, it } from 'vitest';
import { isInApp } from './in-app.ts';
import { parseStack } from './index.ts';

const calls = (stack: string) => parseStack(stack).map((frame) => `${frame.function}|${frame.file}|${frame.line}`);

describe('a stack trace', () => {
  it('of V8', () => {
    const stack = `TypeError: boom: at 12:3
    at Cart.addItem (https://shop.example/app.js:10:20)
    at new Cart (https://shop.example/app.js:2:3)
    at Array.map (<anonymous>)
    at https://shop.example/app.js:40:1
    at async main (file:///srv/app/main.mjs:5:9) {
  code: 'E_BOOM'`;
    expect(calls(stack)).toEqual([
      'Cart.addItem|https://shop.example/app.js|10',
      'new Cart|https://shop.example/app.js|2',
      '|https://shop.example/app.js|40',
      'main|file:///srv/app/main.mjs|5',
    ]);
    expect(parseStack(stack).map((frame) => frame.awaiting)).toEqual([false, false, false, true]);
  });

  it('of SpiderMonkey, whose marks tell what started the call earlier', () => {
    const stack = `addItem@https://shop.example/@vite/app.js:10:20
setup/<@https://shop.example/app.js:4:1
setTimeout handler*retry@https://shop.example/app.js:8:2
`;
    expect(calls(stack)).toEqual([
      'addItem|https://shop.example/@vite/app.js|10',
      'setup/<|https://shop.example/app.js|4',
      'retry|https://shop.example/app.js|8',
    ]);
    expect(parseStack(stack).at(-1)?.awaiting).toBe(true);
  });

  it('of JavaScriptCore', () => {
    expect(
      calls('addItem@https://shop.example/app.js:10:20\nmap@[native code]\nhttps://shop.example/@fs/b.js:3:1'),
    ).toEqual(['addItem|https://shop.example/app.js|10', '|https://shop.example/@fs/b.js|3']);
  });

  it('of Python, innermost first and with the lines of source it shows', () => {
    const stack = `Traceback (most recent call last):
  File "/srv/app/run.py", line 3, in <module>
    main()
  File "/srv/app/views.py", line 42, in total
    return order.total / order.count
           ~~~~~~~~~~~~^~~~~~~~~~~~~
ZeroDivisionError: division by zero`;
    expect(calls(stack)).toEqual(['total|/srv/app/views.py|42', '<module>|/srv/app/run.py|3']);
    expect(parseStack(stack)[0]?.context).toBe('return order.total / order.count');
  });

  it('of Python, from the exception that others were raised from, but not from one that was handled', () => {
    const block = (file: string) =>
      `Traceback (most recent call last):\n  File "${file}", line 1, in f\n    g()\nE: x\n`;
    const from = 'The above exception was the direct cause of the following exception:';
    const meanwhile = 'During handling of the above exception, another exception occurred:';
    expect(calls([block('a.py'), from, block('b.py')].join('\n')).map((call) => call.split('|')[1])).toEqual([
      'a.py',
      'b.py',
    ]);
    expect(calls([block('a.py'), meanwhile, block('b.py')].join('\n'))).toEqual(['f|b.py|1']);
  });

  it('of PHP, each function with the file that it runs in', () => {
    const stack = `PHP Fatal error:  Uncaught Error: boom in /srv/app/Cart.php:12
Stack trace:
#0 /srv/app/Shop.php(42): App\\Cart->total(Object(App\\User))
#1 [internal function]: App\\Shop->App\\{closure}(1)
#2 /srv/app/run.php(3): array_map(Object(Closure), Array)
#3 {main}`;
    expect(calls(stack)).toEqual([
      'App\\Cart->total|/srv/app/Cart.php|12',
      'App\\Shop->App\\{closure}|/srv/app/Shop.php|42',
      'array_map||null',
      '{main}|/srv/app/run.php|3',
    ]);
  });

  it('of Java, from its last cause', () => {
    const stack = `java.lang.RuntimeException: outer
\tat com.acme.Api.save(Api.java:5)
\tSuppressed: java.io.IOException
\t\tat com.acme.Log.close(Log.java:2)
Caused by: java.io.IOException: disk full
\tat app//com.acme.Disk.write(Disk.java:9)
\tat java.base/java.io.OutputStream.write(OutputStream.java:1)
\t... 3 more`;
    expect(calls(stack)).toEqual([
      'com.acme.Disk.write|Disk.java|9',
      'java.io.OutputStream.write|OutputStream.java|1',
      'com.acme.Api.save|Api.java|5',
    ]);
  });

  it('of .NET', () => {
    expect(
      calls('System.Exception: x\n   at Acme.Cart.Total(String code) in C:\\src\\Cart.cs:line 42\n   at System.F()'),
    ).toEqual(['Acme.Cart.Total|C:\\src\\Cart.cs|42', 'System.F||null']);
  });

  it.each(['', 'boom', 'TypeError: boom', 'see https://example.org/help', '{"a":1}', '\n\n\n'])(
    'is not found in %j',
    (text) => {
      expect(parseStack(text)).toEqual([]);
    },
  );
});

describe('a frame of the application', () => {
  const of = (file: string) => isInApp({ ...parseStack(`Error\n    at f (${file}:1:2)`)[0]! });

  it.each(['https://shop.example/assets/app.js', '/srv/app/dist/cart.js', 'webpack:///./src/cart.ts'])(
    'is one of %s',
    (file) => {
      expect(of(file)).toBe(true);
    },
  );

  it.each([
    '/srv/app/node_modules/pg/lib/client.js',
    'webpack-internal:///./node_modules/react-dom/index.js',
    'chrome-extension://abc/inject.js',
    'node:internal/process/task_queues',
    'https://cdn.jsdelivr.net/npm/vue@3/dist/vue.js',
    'https://shop.example/js/jquery-3.6.0.min.js',
    'https://shop.example/assets/vendor-BcD3fG1h.js',
  ])('is none of %s', (file) => {
    expect(of(file)).toBe(false);
  });
});
