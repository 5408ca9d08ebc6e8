import { isJavaFrame, parseDotnet, parseJava } from './java-trace.ts';
import { isGeckoOrWebKitFrame, parseGeckoOrWebKit, parseV8 } from './javascript-trace.ts';
import { parsePhp } from './php-trace.ts';
import { parsePython } from './python-trace.ts';
import type { StackFrame } from './stack-frame.ts';
import type { Trace } from './trace.ts';

/** Lines looked at from either end: some languages put the innermost call first, some last. */
const LINES_PER_END = 300;

/**
 * The calls of a stack trace as V8, SpiderMonkey, JavaScriptCore, Python, PHP, Java or .NET write it, innermost first;
 * of chained exceptions those of the root cause come first. At most 100.
 * @returns none for a text that is no stack trace
 */
export function parseStack(stack: string): StackFrame[] {
  return parseTrace(stack, '').frames;
}

/** @param thrownIn the file of the error, which PHP's traces do not name */
export function parseTrace(stack: string, thrownIn: string): Trace {
  const lines = boundedLines(stack);
  for (const raw of lines) {
    const line = raw.slice(0, 2000).trim();
    if (line.startsWith('File "') || line === 'Traceback (most recent call last):') return parsePython(lines);
    if (/^#\d+ (?:\{main\}|\[internal function\]|.{1,400}\(\d+\): )/.test(line)) return parsePhp(lines, thrownIn);
    if (line.startsWith('at ')) {
      if (isJavaFrame(line)) return parseJava(lines);
      if (isDotnetFrame(line)) return parseDotnet(lines);
      if (isV8Frame(line)) return parseV8(lines);
    }
  }
  return lines.some((line) => isGeckoOrWebKitFrame(line.slice(-500).trim()))
    ? parseGeckoOrWebKit(lines)
    : { rootType: '', frames: [] };
}

function isDotnetFrame(line: string): boolean {
  return /^at [\w.<>`|[\],+$-]{1,300}\(/.test(line);
}

function isV8Frame(line: string): boolean {
  return /:\d+\)?(?: \{)?$/.test(line.slice(-40)) || line.endsWith(')');
}

function boundedLines(stack: string): string[] {
  const lines = stack.split('\n');
  if (lines.length <= 2 * LINES_PER_END) return lines;
  return [...lines.slice(0, LINES_PER_END), ...lines.slice(-LINES_PER_END)];
}
