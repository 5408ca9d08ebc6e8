import { parseFFOrSafariString, parseV8OrIeString } from 'error-stack-parser-es/lite';
import type { StackFrame } from './stack-frame.ts';
import { chain, MAX_FRAMES, type Trace, type TraceBlock, typeOf } from './trace.ts';

// The parser's expressions take quadratic time, which is nothing for a line of this length.
const LINE_MAX = 480;
const LINE_END = 120;

/** Reads what V8 writes: a headline, then lines of `at function (file:line:column)`. */
export function parseV8(lines: readonly string[]): Trace {
  let block: TraceBlock = { type: '', frames: [] };
  const outermostFirst = [block];
  let awaiting = false;
  let count = 0;
  for (const text of lines) {
    const line = shorten(text.trim().replace(/ \{$/, ''));
    const cause = /^(?:\[cause\]|Caused by): (.*)/.exec(line);
    if (cause) {
      block = { type: typeOf(cause[1]!), frames: [] };
      outermostFirst.push(block);
      awaiting = false;
      continue;
    }
    if (!line.startsWith('at ') || count === MAX_FRAMES) continue;
    const [parsed] = parseV8OrIeString(line.replace(/^at async /, 'at '));
    if (!parsed) continue;
    count += 1;
    awaiting ||= line.startsWith('at async ');
    block.frames.push(frame(parsed.function, line.includes('(eval at ') ? '' : parsed.file, parsed.line, awaiting));
  }
  return chain(outermostFirst.reverse());
}

/** Reads what SpiderMonkey and JavaScriptCore write: lines of `function@file:line:column`. */
export function parseGeckoOrWebKit(lines: readonly string[]): Trace {
  const frames: StackFrame[] = [];
  let awaiting = false;
  for (const text of lines) {
    if (frames.length === MAX_FRAMES) break;
    const line = shorten(text.trim());
    if (!isGeckoOrWebKitFrame(line)) continue;
    // `async*load@…`, `setTimeout handler*retry@…`: from here on, those that started the failed call earlier.
    const marker = line.indexOf('*');
    const isMarked = marker > 0 && /^[\w. ]+$/.test(line.slice(0, marker)) && marker < line.indexOf('@');
    awaiting ||= isMarked;
    const at = line.indexOf('@');
    if (at < 0 || line.slice(0, at).includes('://')) {
      const place = /^(.*?):(\d+)(?::\d+)?$/.exec(line);
      if (place) frames.push(frame('', place[1], Number(place[2]), awaiting));
      continue;
    }
    const [parsed] = parseFFOrSafariString(isMarked ? line.slice(marker + 1) : line);
    if (parsed) frames.push(frame(parsed.function, line.includes(' > eval') ? '' : parsed.file, parsed.line, awaiting));
  }
  return { rootType: '', frames };
}

export function isGeckoOrWebKitFrame(line: string): boolean {
  if (!/:\d{1,9}$/.test(line.slice(-10))) return false;
  if (line.includes('@') || line.includes('://') || line.startsWith('/')) return true;
  return /^[\w./-]{1,200}\.[cm]?[jt]sx?:/.test(line);
}

function frame(name: string | undefined, file: string | undefined, line: number | undefined, awaiting: boolean) {
  const isPlace = file !== undefined && file !== '[native code]' && file !== 'native' && !file.startsWith('index ');
  return {
    language: 'javascript',
    function: name ?? '',
    file: isPlace ? file : '',
    line: line ?? null,
    context: '',
    awaiting,
  } satisfies StackFrame;
}

function shorten(line: string): string {
  return line.length > LINE_MAX ? line.slice(0, LINE_MAX - LINE_END) + line.slice(-LINE_END) : line;
}
