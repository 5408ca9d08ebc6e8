/** The same fault in the words of different engines, brought to one wording. */
interface Wording {
  pattern: RegExp;
  message: (match: RegExpExecArray) => string;
  /** Class to take for it, where engines differ in that too. */
  type?: string;
}

const WORDINGS: readonly Wording[] = [
  // V8
  {
    pattern: /^Cannot (?:read|set) propert(?:y|ies) of (undefined|null) \((?:reading|setting) '(.{1,100})'\)$/,
    message: (match) => noProperty(match[1]!, match[2]!),
  },
  {
    pattern: /^Cannot (?:read|set) property '(.{1,100})' of (undefined|null)$/,
    message: (match) => noProperty(match[2]!, match[1]!),
  },
  // SpiderMonkey
  {
    pattern: /^can't (?:access|set|convert) property (?:"(.{1,100}?)"|(\S{1,100})), .{1,300} is (undefined|null)$/,
    message: (match) => noProperty(match[3]!, match[1] ?? match[2]!),
  },
  // JavaScriptCore
  {
    pattern: /^(undefined|null) is not an object \(evaluating '(.{1,300})'\)$/,
    message: (match) => noProperty(match[1]!, lastMember(match[2]!)),
  },
  {
    pattern: /^(?:\(intermediate value\)|[^\s(]{1,200}) is not a function(?:\. \(In '.{1,300}\))?$/,
    message: (match) => `${lastMember(match[0].replace(/ is not a function.*$/, ''))} is not a function`,
  },
  {
    pattern: /^\(intermediate value\)\S{0,200}\.(\w+) is not a function$/,
    message: (match) => `${match[1]} is not a function`,
  },
  {
    pattern: /^(?:Can't find variable: (\S{1,100})|(\S{1,100}) is not defined)$/,
    message: (match) => `${match[1] ?? match[2]} is not defined`,
  },
  {
    pattern: /^(?:Maximum call stack size exceeded\.?|too much recursion)$/,
    message: () => 'Maximum call stack size exceeded',
    type: 'RangeError',
  },
  {
    pattern: /^(?:Failed to fetch|NetworkError when attempting to fetch resource\.|Load failed|network error)$/,
    message: () => 'Failed to fetch',
    type: 'TypeError',
  },
  {
    pattern:
      /^(?:Failed to fetch dynamically imported module|error loading dynamically imported module|Importing a module script failed)\b.*$/,
    message: () => 'Failed to fetch dynamically imported module',
    type: 'TypeError',
  },
  {
    pattern:
      /^(?:Unexpected end of JSON input|JSON\.parse: unexpected end of data\b.*|JSON Parse error: Unexpected EOF)$/,
    message: () => 'Unexpected end of JSON input',
    type: 'SyntaxError',
  },
  {
    pattern:
      /^(?:Unexpected token .{1,200} (?:is not valid JSON|in JSON at position \d+.*)|".{0,200}" is not valid JSON|JSON\.parse: .{1,200}|JSON Parse error: .{1,200})$/,
    message: () => 'Unexpected token in JSON',
    type: 'SyntaxError',
  },
  {
    pattern:
      /^(?:Assignment to constant variable\.|invalid assignment to const '.{1,100}'|Attempted to assign to readonly property\.)$/,
    message: () => 'Assignment to constant variable',
  },
  {
    pattern:
      /^(?:Failed to execute '\w{1,30}' on 'Storage': .{0,200}exceeded the quota\.|The quota has been exceeded\.)$/,
    message: () => 'The quota has been exceeded',
    type: 'QuotaExceededError',
  },
  {
    pattern:
      /^(?:The user aborted a request\.|signal is aborted without reason|The operation was aborted\. ?|Fetch is aborted)$/,
    message: () => 'The operation was aborted',
    type: 'AbortError',
  },
];

/** What an engine's own errors say, worded alike for all engines; other messages as they are. */
export function commonWording(type: string, message: string): { type: string; message: string } {
  let text = message.replace(/^Uncaught (?:\(in promise\) ?)?/, '').trim();
  if (type !== '' && text.startsWith(`${type}: `)) text = text.slice(type.length + 2);
  for (const wording of WORDINGS) {
    const match = wording.pattern.exec(text);
    if (match) return { type: wording.type ?? type, message: wording.message(match) };
  }
  return { type, message: text };
}

function noProperty(of: string, name: string): string {
  return `${of} has no property ${/^\d+$/.test(name) ? '<value>' : name}`;
}

/** `cart.items[0].price` → `price`. A bare name that short is a minifier's and differs in the next build. */
function lastMember(expression: string): string {
  const callee = expression.replace(/\(.*$/, '').replace(/\[[^\]]{0,100}\]$/, '.<value>');
  const last = callee.slice(callee.lastIndexOf('.') + 1);
  return last === callee && last.length <= 2 ? '<name>' : last;
}
