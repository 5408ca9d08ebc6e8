import { describe, expect, it } from 'vitest';
import { commonWording } from './engine-wording.ts';
import { parameterise } from './parameterise.ts';

describe('a message without what differs', () => {
  it.each([
    ['User 4711 not found', 'User <value> not found'],
    ['Job 0190a3c4-7b2e-7c11-9f00-aa12bb34cc56 failed', 'Job <value> failed'],
    ['Commit 3f2a9c1d is unknown', 'Commit <value> is unknown'],
    ['Order ord_8f3kd92 of cus_Nf83kd2', 'Order ord_<value> of cus_<value>'],
    ['Token expired at 2026-03-02T09:12:44.123+01:00', 'Token expired at <date>'],
    ['No rates for 2026-03-02', 'No rates for <date>'],
    ['Since Mon Mar 02 2026 09:12:44 GMT+0100 (Central European Standard Time) nothing', 'Since <date> nothing'],
    ['GET https://api.example/users/12?x=1 failed', 'GET <url> failed'],
    ['Mail to ann.berg@example.org bounced', 'Mail to <email> bounced'],
    ['connect ECONNREFUSED 10.0.3.17:6379', 'connect ECONNREFUSED <ip>'],
    ['connect ECONNREFUSED ::1', 'connect ECONNREFUSED <ip>'],
    ['timeout of 30000ms exceeded', 'timeout of <value>ms exceeded'],
    ['<Foo object at 0x7f8a9c0d1e20> is closed', '<Foo object at <value>> is closed'],
    ['Balance is -12.50', 'Balance is <value>'],
    ['ids 1, 2, 3 and 4', 'ids <value> and <value>'],
    ["Duplicate entry 'ann@example.org' for key 'users.email'", "Duplicate entry '<email>' for key 'users.email'"],
    ['insert into users (name) values (Ann, 12)', 'insert into users (name) values (<value>)'],
    [
      'No such table (Connection: mysql, SQL: select * from a where b = Ann limit 1)',
      'No such table (Connection: mysql, SQL: select * from a where b = <value> limit <value>)',
    ],
  ])('%s', (message, expected) => {
    expect(parameterise(message)).toBe(expected);
  });

  it.each([
    'Request failed with status code 404',
    'HTTP/1.1 503 Service Unavailable',
    'SQLSTATE[23000]: Integrity constraint violation',
    'server answered 502 Bad Gateway',
    'Process ended with exit code 137',
    'Unsupported charset utf8mb4',
    'sha256 does not match',
    'Undefined array key "total"',
    'Class "App\\Models\\User" not found',
    'Call to undefined method Foo::bar()',
    "Unexpected token '<'",
  ])('keeps what tells faults apart: %s', (message) => {
    expect(parameterise(message).replace('HTTP/<value>', 'HTTP/1.1')).toBe(message);
  });

  it('is the same however often it is cleaned', () => {
    const once = parameterise('User 12 of 2026-03-02 at https://a.example/1 from 10.0.0.1');
    expect(parameterise(once)).toBe(once);
  });
});

describe('the engines, in one wording', () => {
  it.each([
    [
      'a property of nothing',
      "Cannot read properties of undefined (reading 'price')",
      'can\'t access property "price", t.product is undefined',
      "undefined is not an object (evaluating 't.product.price')",
    ],
    [
      'a call of what is no function',
      'cart.add is not a function',
      'cart.add is not a function',
      "cart.add is not a function. (In 'cart.add(1)', 'cart.add' is undefined)",
    ],
    ['an unknown name', 'gtag is not defined', 'gtag is not defined', "Can't find variable: gtag"],
    [
      'JSON that is none',
      'Unexpected token \'<\', "<!DOCTYPE "... is not valid JSON',
      'JSON.parse: unexpected character at line 1 column 1 of the JSON data',
      "JSON Parse error: Unrecognized token '<'",
    ],
    ['no network', 'Failed to fetch', 'NetworkError when attempting to fetch resource.', 'Load failed'],
  ])('%s', (_, v8, spiderMonkey, javaScriptCore) => {
    const worded = [v8, spiderMonkey, javaScriptCore].map((message) => commonWording('TypeError', message));
    expect(worded[1]).toEqual(worded[0]);
    expect(worded[2]).toEqual(worded[0]);
  });

  it('too deep a recursion has one class', () => {
    expect(commonWording('InternalError', 'too much recursion')).toEqual(
      commonWording('RangeError', 'Maximum call stack size exceeded.'),
    );
  });

  it('what a console puts before a message is left out', () => {
    expect(commonWording('TypeError', 'Uncaught (in promise) TypeError: boom').message).toBe('boom');
  });
});
