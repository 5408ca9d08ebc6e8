import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkTemplate, renderTemplate } from './template.ts';

it('replaces what it knows, and leaves out what is not there', () => {
  const values = { type: 'ping', data: { n: 1, no: false, nothing: null, list: [1, 'a'], deep: { text: 'x "y"\n' } } };
  const render = (template: string) => renderTemplate(template, values);
  expect(render('{{type}} {{ data.n }} {{data.no}} [{{data.nothing}}{{data.missing.x}}]')).toBe('ping 1 false []');
  expect(render('{{data.list}} {{data.list.1}} {{data.deep}}')).toBe('[1,"a"] a {"text":"x \\"y\\"\\n"}');
  expect(render('"{{data.deep.text}}"')).toBe('"x \\"y\\"\\n"');
  expect(render('[{{constructor.name}}{{data.__proto__}}{{type.length}}]')).toBe('[]');
  expect(render('{{{data.n}}} {x} {{ }}')).toBe('{1} {x} {{ }}');
});

it('stays JSON whatever the texts hold', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const rendered = renderTemplate('{"a":"<{{data.text}}>","b":{{data}}}', { data: { text } });
      expect(JSON.parse(rendered)).toEqual({ a: `<${text}>`, b: { text } });
    }),
  );
});

it('is checked when it is given', () => {
  checkTemplate('{"text":"{{summary}}","id":"{{id}}","at":"{{timestamp}}","n":{{data.a.b}},"of":"{{project.name}}"}');
  checkTemplate('no placeholder at all');
  expect(() => checkTemplate('  ')).toThrow('template is required');
  expect(() => checkTemplate('{{summry}}')).toThrow("'{{summry}}' is unknown");
  expect(() => checkTemplate('a {{data.x')).toThrow("'{{data.x' is no placeholder");
  expect(() => checkTemplate('{{#each data}}')).toThrow("'{{#each data}}' is no placeholder");
});
