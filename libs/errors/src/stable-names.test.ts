import { describe, expect, it } from 'vitest';
import { stableFileName } from './file-name.ts';
import { stableFunctionName } from './function-name.ts';
import type { StackFrame, StackLanguage } from './stack-frame.ts';

describe('the name of a file', () => {
  it.each([
    ['https://a.example/static/app.3f2a9c.js', 'app.js'],
    ['https://a.example/assets/main-BcD3fG1h.js', 'main.js'],
    ['https://a.example/assets/index-DiwrgTda.js', 'index.js'],
    ['https://a.example/main-ABCDEF23.js', 'main.js'],
    ['https://a.example/static/js/4f2b.chunk.js', '4f2b.chunk.js'],
    ['https://a.example/static/js/123.js', '<chunk>.js'],
    ['https://a.example/js/cart.js?v=20260302#x', 'cart.js'],
    ['https://a.example/jquery-3.6.0.min.js', 'jquery.js'],
    ['/srv/releases/20260302101122/app/Cart.php', 'Cart.php'],
    ['C:\\srv\\app\\Cart.cs', 'Cart.cs'],
    ['/srv/app/orders/__init__.py', 'orders/__init__.py'],
    ['/srv/app/checkout/index.ts', 'checkout/index.ts'],
    ['/srv/app/views/3f2a9c1d3f2a9c1d3f2a9c1d3f2a9c1d3f2a9c1d.php', '<chunk>.php'],
    ['checkout-settings.js', 'checkout-settings.js'],
  ])('%s', (file, expected) => {
    expect(stableFileName(file)).toBe(expected);
  });

  it.each(['', 'https://a.example', 'https://a.example/', 'https://a.example/cart', 'https://a.example/cart.html'])(
    'is none for the page %j',
    (page) => {
      expect(stableFileName(page)).toBe('');
    },
  );
});

describe('the name of a function', () => {
  const named = (language: StackLanguage, name: string) => {
    const frame: StackFrame = { language, function: name, file: 'a', line: 1, context: '', awaiting: false };
    return stableFunctionName(frame);
  };

  it.each([
    ['Object.addItem', 'addItem'],
    ['new Cart', 'Cart'],
    ['async Cart.load', 'load'],
    ['Cart.addItem [as add]', 'add'],
    ['get total [as total]', 'total'],
    ['Cart/addItem<', 'addItem'],
    ['Cart/addItem/<', ''],
    ['HTMLButtonElement.<anonymous>', ''],
    ['global code', ''],
    ['./src/cart.js', ''],
    ['t', ''],
  ])('of JavaScript: %s', (name, expected) => {
    expect(named('javascript', name)).toBe(expected);
  });

  it('of other languages keeps its class and loses what a compiler counts', () => {
    expect(named('php', 'App\\Cart->{closure:App\\Cart::total():12}')).toBe('App\\Cart->{closure}');
    expect(named('java', 'com.acme.Cart.lambda$total$3')).toBe('com.acme.Cart.total');
    expect(named('java', 'com.acme.Cart$$SpringCGLIB$$0.total')).toBe('com.acme.Cart.total');
    expect(named('dotnet', 'Acme.Cart.<TotalAsync>d__12.MoveNext')).toBe('Acme.Cart.TotalAsync');
  });
});
