import { stableFileName } from './file-name.ts';
import { isHelper, isMinified, stableFunctionName } from './function-name.ts';
import { isInApp } from './in-app.ts';
import type { StackFrame } from './stack-frame.ts';

/** V8 tells ten calls, other engines over a hundred: what lies deeper would part the engines. */
const JAVASCRIPT_FRAMES = 10;
/** How many different calls count: what lies deeper says how a program is built, more than what failed. */
const COUNTED_FRAMES = 5;
/** How many are told besides. */
const SHOWN_FRAMES = 30;
const CONTEXT_MAX = 200;

/** A call as it is the same in every build, engine and occurrence. */
interface StableFrame {
  frame: StackFrame;
  value: string;
  name: string;
  file: string;
  origin: 'app' | 'library' | 'helper';
}

export interface FramePart {
  kind: 'frame';
  value: string;
  counted: boolean;
  why: string;
}

export interface FrameParts {
  parts: FramePart[];
  /** Whether a counted call has a name that lasts from build to build. */
  isTelling: boolean;
  /** Whether the innermost counted call has lost its name to a minifier. */
  isNameless: boolean;
  /** Source file of the innermost counted call; may be empty. */
  file: string;
}

/** Which of a trace's calls tell the fault. */
export function countFrames(trace: readonly StackFrame[]): FrameParts {
  const frames = trace.map(stable);
  const chosen = choose(frames);
  const times = new Map<string, number>();
  for (const { value } of chosen) times.set(value, (times.get(value) ?? 0) + 1);
  const counted = new Set([...withoutRounds(chosen)].slice(0, COUNTED_FRAMES));

  const hasApp = frames.some((frame) => frame.origin === 'app');
  const parts = [...counted].map((value): FramePart => {
    const call = hasApp ? 'call within the application' : 'call; the trace shows none within the application';
    const repeated = times.get(value)! > 1 ? `, there ${times.get(value)} times and counted once` : '';
    return { kind: 'frame', value, counted: true, why: call + repeated };
  });
  const shown = new Set(counted);
  for (const frame of frames) {
    if (shown.has(frame.value) || parts.length >= SHOWN_FRAMES) continue;
    shown.add(frame.value);
    parts.push({ kind: 'frame', value: frame.value, counted: false, why: whyNot(frame) });
  }
  const top = chosen[0];
  const telling = chosen.filter(({ value }) => counted.has(value));
  return {
    parts,
    isTelling: telling.some(({ name, frame }) => name !== '' || frame.context !== ''),
    isNameless: top?.name === '' && telling.some(({ frame }) => isMinified(frame)),
    file: top?.file ?? '',
  };
}

function stable(frame: StackFrame): StableFrame {
  const name = stableFunctionName(frame).replace(/[()]/g, '');
  const hasFile = frame.language !== 'java' && frame.language !== 'dotnet';
  const file = hasFile ? stableFileName(frame.file).replace(/[()]/g, '') : '';
  const context = frame.context.replace(/\s+/g, ' ').slice(0, CONTEXT_MAX);
  const value = `${name || 'function without a name'}${hasFile ? ` (${file || 'page'})` : ''}${context && `: ${context}`}`;
  const origin = isHelper(frame) ? 'helper' : isInApp(frame) ? 'app' : 'library';
  return { frame, value, name, file, origin };
}

/**
 * The calls that may count: the application's own that made the failed call, else those that wait for it, else whatever
 * has a place.
 */
function choose(frames: readonly StableFrame[]): StableFrame[] {
  const isJavascript = frames[0]?.frame.language === 'javascript';
  for (const candidates of isJavascript ? [frames.slice(0, JAVASCRIPT_FRAMES), frames] : [frames]) {
    const app = candidates.filter((frame) => frame.origin === 'app');
    const calling = app.filter(({ frame }) => !frame.awaiting);
    if (app.length > 0) return calling.length > 0 ? calling : app;
  }
  const placed = frames.filter(({ origin, file, name, frame }) => {
    return (
      origin === 'library' && (file !== '' || frame.file !== '' || (frame.language !== 'javascript' && name !== ''))
    );
  });
  return isJavascript ? placed.slice(0, JAVASCRIPT_FRAMES) : placed;
}

/**
 * Every different call once. Recursion may end in any of its functions and after any number of rounds, so the calls of a
 * round are put in an order that does not depend on that.
 */
function withoutRounds(chosen: readonly StableFrame[]): Set<string> {
  const last = new Map<string, number>();
  // Functions without a name are too alike to be the same one again.
  for (const [i, { name, value }] of chosen.entries()) if (name !== '') last.set(value, i);
  const values = new Set<string>();
  for (let i = 0; i < chosen.length; i++) {
    let end = i;
    for (let j = i; j <= end; j++) end = Math.max(end, last.get(chosen[j]!.value) ?? 0);
    const round = chosen.slice(i, end + 1).map(({ value }) => value);
    for (const value of round.sort()) values.add(value);
    i = end;
  }
  return values;
}

function whyNot({ origin, frame }: StableFrame): string {
  if (origin === 'helper') return 'not counted: made by a compiler, or where every program starts';
  if (origin === 'library') return 'not counted: a library, the runtime or an extension of the browser';
  if (frame.awaiting) return 'not counted: waits for the call that failed, which not every engine tells';
  return 'not counted: deeper than the calls that tell a fault apart';
}
