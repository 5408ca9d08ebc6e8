import type { StackFrame } from './stack-frame.ts';
import { chain, MAX_FRAMES, type Trace, type TraceBlock, typeOf } from './trace.ts';

const FRAME =
  /^at (?:[\w.@-]*\/{1,2})?(?:[\w.@-]+\/)?([\w.$<>/-]{1,400})\(((?:[\w$ -]+\.\w+|Native Method|Unknown Source|<generated>|SourceFile)(?::(\d{1,9}))?)\)/;

export function isJavaFrame(line: string): boolean {
  return FRAME.test(line);
}

/** Reads traces of Java, Kotlin and Scala. What says `Caused by` comes last and is what it began with. */
export function parseJava(lines: readonly string[]): Trace {
  let block: TraceBlock = { type: '', frames: [] };
  const outermostFirst = [block];
  let isSuppressed = false;
  for (const raw of lines) {
    const line = raw.trim();
    if (line.startsWith('Caused by: ')) {
      block = { type: typeOf(line.slice(11)), frames: [] };
      outermostFirst.push(block);
      isSuppressed = false;
    } else if (line.startsWith('Suppressed: ')) isSuppressed = true;
    else if (line.startsWith('at ') && !isSuppressed && block.frames.length < MAX_FRAMES) {
      const match = FRAME.exec(line);
      if (match) block.frames.push(toFrame('java', match[1]!, match[2]!.split(':')[0]!, match[3]));
    }
  }
  return chain(outermostFirst.reverse());
}

/** Reads traces of .NET, which show the inner exception's calls before those of the outer. */
export function parseDotnet(lines: readonly string[]): Trace {
  const frames: StackFrame[] = [];
  let rootType = '';
  for (const raw of lines) {
    const line = raw.trim();
    const inner = line.lastIndexOf('---> ');
    if (inner >= 0) rootType = typeOf(line.slice(inner + 5));
    const paren = line.indexOf('(');
    if (!line.startsWith('at ') || paren < 0 || frames.length === MAX_FRAMES) continue;
    const place = /\) in ([^\n]{1,400}):line (\d{1,9})$/.exec(line);
    frames.push(toFrame('dotnet', line.slice(3, paren), place?.[1] ?? '', place?.[2]));
  }
  return { rootType, frames };
}

function toFrame(language: 'java' | 'dotnet', name: string, file: string, line: string | undefined): StackFrame {
  return {
    language,
    function: name,
    file,
    line: line === undefined ? null : Number(line),
    context: '',
    awaiting: false,
  };
}
