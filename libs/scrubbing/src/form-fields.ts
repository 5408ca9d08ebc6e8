import type { NameRules } from './name-rules.ts';

/** A part of a multipart body: its headers, an empty line, its text. */
const FORM_PART = /(\bname="([^"\r\n]{1,128})"[^\r\n]{0,256}(?:\r?\n[^\r\n]{1,256}){0,3}\r?\n\r?\n)([^\r\n]+)/g;
/** A field of an HTML form. */
const FORM_FIELD = /(\bname="([^"<>]{1,128})"[^<>]{0,256}?\bvalue=")([^"]+)/g;
/** What somebody was told, as in `password is hunter2`; a sentence about a secret has no digits there. */
const TOLD =
  /((?<![\w-])([a-z_][\w-]{1,40}(?: (?:key|code|number|phrase))?) (?:is|was):? ["'`]?)([^\s"'`]*\d[^\s"'`]*)/gi;
/** What was refused, as in `wrong password "hunter"`; a token in quotes is mostly a parser's. */
const QUOTED = /((?<![\w-])([\w-]{0,40}pass(?:word|wd|phrase|code)) (["'`]))(?!\[Filtered\])[^"'`\r\n]{1,256}(?=\3)/gi;

/** Filters values whose name stands further away than before a separator. */
export function filterFormFields(text: string, rules: NameRules, filtered: string): string {
  const filter = (found: string, before: string, name: string) => (rules.isSecret(name) ? before + filtered : found);
  let result = text;
  if (result.includes('name="')) result = result.replace(FORM_PART, filter).replace(FORM_FIELD, filter);
  if (/pass\w{2,6} ["'`]/i.test(result)) result = result.replace(QUOTED, filter);
  return result.includes(' is') || result.includes(' was') ? result.replace(TOLD, filter) : result;
}
