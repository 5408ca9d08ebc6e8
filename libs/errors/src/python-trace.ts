import type { StackFrame } from './stack-frame.ts';
import { chain, MAX_FRAMES, type Trace, type TraceBlock, typeOf } from './trace.ts';

const RAISED_FROM = 'The above exception was the direct cause of the following exception:';
const RAISED_MEANWHILE = 'During handling of the above exception, another exception occurred:';

/**
 * Reads Python's tracebacks. What was raised `from` another leads back to that; what merely occurred while another was
 * handled is a fault of its own, since programs handle exceptions as a matter of course.
 */
export function parsePython(lines: readonly string[]): Trace {
  let blocks: TraceBlock[] = [{ type: '', frames: [] }];
  let open: StackFrame | null = null;
  for (const raw of lines) {
    // Groups of exceptions are drawn as a tree.
    const text = raw.replace(/^ {0,40}[|+] {1,2}/, '');
    const line = text.trim();
    const block = blocks.at(-1)!;
    if (line === RAISED_FROM) blocks.push({ type: '', frames: [] });
    else if (line === RAISED_MEANWHILE) blocks = [{ type: '', frames: [] }];
    else if (line.startsWith('File "')) {
      open = parseFrame(line);
      if (open) block.frames.push(open);
    } else if (open && text.startsWith('    ')) {
      if (open.context === '' && !/^[\^~ ]*$/.test(line)) open.context = line;
    } else {
      open = null;
      if (block.type === '' && !text.startsWith(' ') && block.frames.length > 0) block.type = typeOf(line);
    }
  }
  for (const block of blocks) block.frames.reverse().splice(MAX_FRAMES);
  return chain(blocks);
}

function parseFrame(line: string): StackFrame | null {
  const end = line.indexOf('"', 6);
  const rest = /^", line (\d{1,9})(?:, in (.{1,300}))?/.exec(line.slice(end));
  if (!rest) return null;
  return {
    language: 'python',
    function: rest[2] ?? '',
    file: line.slice(6, end),
    line: Number(rest[1]),
    context: '',
    awaiting: false,
  };
}
