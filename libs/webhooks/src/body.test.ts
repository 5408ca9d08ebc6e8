import { expect, it } from 'vitest';
import { bodyOf } from './body.ts';
import { messageOf } from './message.ts';

const AT = Date.UTC(2026, 2, 2, 12);
const message = (data: object) =>
  messageOf({ type: 'error_group.created', data: JSON.stringify(data), createdAt: AT }, { id: 7, name: 'Shop' });
const as = (format: 'json' | 'slack' | 'discord' | 'template', data: object, template = '') =>
  bodyOf({ format, template }, 'an-id', message(data));

it('is the whole message as JSON', () => {
  const { contentType, body } = as('json', { summary: 's', id: 5 });
  expect(contentType).toBe('application/json');
  expect(JSON.parse(body)).toEqual({
    type: 'error_group.created',
    timestamp: '2026-03-02T12:00:00.000Z',
    project: { id: 7, name: 'Shop' },
    data: { summary: 's', id: 5 },
  });
});

it('is one line for Slack, in which nothing calls anybody', () => {
  const { contentType, body } = as('slack', { summary: '<!channel> a & b' });
  expect(contentType).toBe('application/json');
  expect(JSON.parse(body)).toEqual({ text: 'Shop: &lt;!channel&gt; a &amp; b' });
});

it('is one line for Discord, in which nothing calls anybody, of a length that it takes', () => {
  const { body } = as('discord', { summary: `@everyone ${'😀'.repeat(2000)}` });
  const { content, ...rest } = JSON.parse(body);
  expect(rest).toEqual({ allowed_mentions: { parse: [] } });
  expect(content).toHaveLength(2000);
  expect(content.startsWith('Shop: @everyone 😀')).toBe(true);
  expect(content.isWellFormed()).toBe(true);
});

it('says what kind of event it is where that says nothing of itself', () => {
  expect(JSON.parse(as('slack', {}).body)).toEqual({ text: 'Shop: A new error occurred' });
});

it('is what a template makes of it, as JSON where it is', () => {
  const template = '{"msg":"{{summary}}","n":{{data.n}},"key":"{{id}}"}';
  expect(as('template', { summary: 'a "b"', n: 3 }, template)).toEqual({
    contentType: 'application/json',
    body: '{"msg":"Shop: a \\"b\\"","n":3,"key":"an-id"}',
  });
  expect(as('template', { summary: 'b' }, 'Alert: {{summary}}')).toEqual({
    contentType: 'text/plain; charset=utf-8',
    body: 'Alert: Shop: b',
  });
});
