const TEXT_MAX = 1000;
const DAY_NAME = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}';
const MONTH_NAME = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}';
const CLOCK = String.raw`\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?(?:AM|PM)\b)?`;
const OFFSET = String.raw`(?: ?(?:Z\b|UTC|GMT)?(?:[+-]\d\d:?\d\d)?(?: \([^()]{1,40}\))?)`;

const URL = /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'<>()[\]{}\\^`]+/gi;
const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;
const DATES = [
  new RegExp(String.raw`\b\d{4}-\d\d-\d\d(?:[T ]${CLOCK}${OFFSET})?`, 'g'),
  new RegExp(
    String.raw`\b(?:${DAY_NAME},? )?(?:\d{1,2} ${MONTH_NAME}|${MONTH_NAME} \d{1,2}),? \d{4}(?:,? ${CLOCK}${OFFSET})?`,
    'g',
  ),
  new RegExp(String.raw`\b\d{1,2}([./])\d{1,2}\1\d{4}(?:,? ${CLOCK}${OFFSET})?`, 'g'),
  /\b\d{1,2}:\d\d:\d\d(?:[.,]\d{1,9})?/g,
];
const IPV4 = /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b/g;
const IPV6 = /(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])/gi;
const WORD = /[A-Za-z0-9_$-]+/g;

/** Words before a number that make it a code, which tells faults apart. */
const CODE_BEFORE =
  /(?:\b(?:status|code|errno|exit)\b\W{0,3}(?:code\W{0,3})?|\bSQLSTATE\[|\bhttp(?:\/\d(?:\.\d)?)?\W{0,2})$/i;
const STATUS_BEFORE = /\b(?:error|failed|with|got|received|returned|responded|response)\W{0,3}$/i;
const STATUS_AFTER =
  /^\W{1,3}(?:Bad Request|Unauthorized|Payment Required|Forbidden|Not Found|Method Not|Not Acceptable|Request Time|Conflict|Gone|Payload|Unprocessable|Too Many|Internal Server|Not Implemented|Bad Gateway|Service Un|Gateway Time)/;

/** Names that end in digits and are no ids. */
const NAME_WITH_DIGITS = /^(?:sha|md|utf|iso|es|u?int|float|base|rs|hs|win|x|ipv|http|http_|oauth|p|h|crc)\d+$/i;
const UNIT = /^\d+(ms|s|m|h|d|px|em|rem|vh|vw|b|kb|mb|gb|tb|k|kib|mib|gib|x|th|st|nd|rd)$/i;

/**
 * A message without what differs from occurrence to occurrence: ids, numbers, hashes, dates, addresses are replaced by
 * placeholders. Status and error codes stay, since they tell faults apart.
 */
export function parameterise(message: string): string {
  let text = message.slice(0, TEXT_MAX).replace(/\s+/g, ' ').trim();
  text = text
    .replace(/\bvalues ?\(.*$/i, 'values (<value>)')
    .replace(
      /\(((?:Connection: [^,]{1,60}, )?(?:[A-Z][a-z]+: [^,]{1,80}, ){0,5}SQL: )(.*)$/,
      (_, head, sql) => `(${head}${bareSql(sql)}`,
    )
    .replace(URL, '<url>')
    .replace(EMAIL, '<email>');
  for (const date of DATES) text = text.replace(date, '<date>');
  text = text
    .replace(IPV4, '<ip>')
    .replace(IPV6, (match) => (/[0-9a-f]/i.test(match) ? '<ip>' : match))
    .replace(/(["'`])([^"'`]{80,})\1/g, '$1<text>$1');
  return text
    .replace(WORD, (word, at: number) => (/\d/.test(word) ? withoutIds(word, text, at) : word))
    .replace(/<value>(?:[-_.:,;/] ?<value>| <value>)+/g, '<value>')
    .replace(/(^|[\s(=:,["'])[-+]<value>/g, '$1<value>');
}

function bareSql(sql: string): string {
  return sql.replace(/ (=|<|>|<=|>=|<>|like) [^\s)]+/gi, ' $1 <value>').replace(/ in \([^)]*\)/gi, ' in (<value>)');
}

function withoutIds(word: string, text: string, at: number): string {
  if (/^\d{1,3}$/.test(word) && isCode(word, text, at)) return word;
  if (CODE_BEFORE.test(text.slice(Math.max(0, at - 12), at)) && text[at - 1] === '[') return word;
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(word)) return '<value>';
  if (word.length >= 24) return '<value>';
  return word
    .split(/([-_$])/)
    .map(withoutId)
    .join('');
}

function withoutId(part: string): string {
  if (!/\d/.test(part) || NAME_WITH_DIGITS.test(part)) return part;
  if (/^\d+$/.test(part) || /^0x[0-9a-f]+$/i.test(part)) return '<value>';
  const unit = UNIT.exec(part);
  if (unit) return `<value>${unit[1]}`;
  const digits = part.replace(/\D+/g, '').length;
  const isHash = part.length >= 6 && /^[0-9a-f]+$/i.test(part);
  const changes = part.match(/\d(?=[A-Za-z])|[A-Za-z](?=\d)/g)!.length;
  return isHash || digits >= 3 || (part.length >= 8 && changes >= 3) ? '<value>' : part;
}

function isCode(number: string, text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 24), at);
  if (CODE_BEFORE.test(before)) return true;
  const value = Number(number);
  if (value < 400 || value > 599) return false;
  const after = text.slice(at + 3, at + 24);
  return STATUS_AFTER.test(after) || (STATUS_BEFORE.test(before) && !/^ [a-z]/.test(after));
}
