import type { StackFrame } from './stack-frame.ts';
import { chain, MAX_FRAMES, type Trace, type TraceBlock, typeOf } from './trace.ts';

/**
 * Reads PHP's traces, with or without their headlines. PHP notes with each function where it was called; here it stands
 * with the file that it runs in, as the other languages have it, so the first frame needs to know where the throw was.
 * @param thrownIn the file of the error, for traces without a headline
 */
export function parsePhp(lines: readonly string[], thrownIn: string): Trace {
  const blocks: TraceBlock[] = [];
  let block: TraceBlock | null = null;
  let file = thrownIn;
  let lineNumber: number | null = null;
  let headline = '';
  for (const raw of lines) {
    const line = raw.trim();
    if (!/^#\d/.test(line)) {
      const place = / in ([^\n]{1,400}?)[:(](\d{1,9})\)?$/.exec(line.slice(-420));
      if (place) {
        file = place[1]!;
        lineNumber = Number(place[2]);
      }
      if (place || /^(?:Next|Uncaught) /.test(line)) headline = line;
      block = null;
      continue;
    }
    if (!block) {
      block = { type: typeOf(headline.replace(/^(?:PHP )?(?:Fatal error: +)?(?:Uncaught |Next )?/, '')), frames: [] };
      blocks.push(block);
    }
    const call = parseCall(line);
    if (!call || block.frames.length === MAX_FRAMES) continue;
    block.frames.push(toFrame(call.function, file, lineNumber));
    file = call.file;
    lineNumber = call.line;
  }
  return chain(blocks);
}

/** `#3 /srv/app/Cart.php(42): App\Cart->total(Object(App\User))` */
function parseCall(line: string): { file: string; line: number | null; function: string } | null {
  const text = line.replace(/^#\d+ /, '');
  if (text.startsWith('{main}')) return { file: '', line: null, function: '{main}' };
  if (text.startsWith('[internal function]: ')) return { file: '', line: null, function: callee(text.slice(21)) };
  const called = /\((\d{1,9})\)(?: : eval\(\)'d code\(\d{1,9}\))?: /.exec(text);
  if (!called) return null;
  return {
    file: text.slice(0, called.index),
    line: Number(called[1]),
    function: callee(text.slice(called.index + called[0].length)),
  };
}

function callee(call: string): string {
  const closure = call.indexOf('{closure');
  const end = closure < 0 ? 0 : Math.max(0, call.indexOf('}', closure));
  const paren = call.indexOf('(', end);
  return paren < 0 ? call : call.slice(0, paren);
}

function toFrame(name: string, file: string, line: number | null): StackFrame {
  return { language: 'php', function: name, file, line, context: '', awaiting: false };
}
