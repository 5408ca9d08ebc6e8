import { hash } from 'node:crypto';
import { commonWording } from './engine-wording.ts';
import { stableFileName } from './file-name.ts';
import { countFrames } from './frame-parts.ts';
import { parameterise } from './parameterise.ts';
import { parseTrace } from './parse-stack.ts';

/** Raised when the same error would be found alike by something else; groups of older versions keep their fingerprints. */
export const GROUPING_VERSION = 1;

/** What an error is grouped by, as it was accepted. */
export interface GroupingInput {
  errorType: string;
  message: string;
  /** Script or source file; of a page's own errors the page. */
  file: string;
  line: number | null;
  stack: string | null;
  url: string;
  /** What the client wants the error grouped by; `{{ default }}` stands for what the server would take. */
  fingerprint: readonly string[];
}

/** Something that the server looked at, and whether it decides which group the error belongs to. */
export interface GroupingPart {
  kind: 'fingerprint' | 'frame' | 'type' | 'message' | 'file';
  value: string;
  counted: boolean;
  /** In plain words, for whoever wonders about a group. */
  why: string;
}

export interface Grouping {
  version: number;
  method: 'fingerprint' | 'stack' | 'message' | 'type';
  parts: GroupingPart[];
  /** Hex SHA-256 of a delimited encoding of the counted parts. */
  fingerprint: string;
}

/** Stands for the server's own grouping within a client's fingerprint. */
const DEFAULT = /^\{\{\s*default\s*\}\}$/;

/**
 * Which group an error belongs to, and why: errors with the same fingerprint are one fault. What the client asks for goes
 * first; then the calls of the application itself that led to it; then its type with its message. Never lines, columns,
 * queries, ids, or what a build puts into names, so that the same fault stays one group across deploys and visitors.
 * Pure: the same input has the same result on every node and in every process.
 */
export function groupError(input: GroupingInput): Grouping {
  const wanted = input.fingerprint.filter((part) => part !== '');
  if (wanted.every((part) => DEFAULT.test(part))) return sealed(defaultGrouping(input));
  const parts: GroupingPart[] = [];
  for (const part of wanted) {
    if (DEFAULT.test(part)) parts.push(...defaultGrouping(input).parts);
    else parts.push({ kind: 'fingerprint', value: part, counted: true, why: 'asked for by the client' });
  }
  return sealed({ method: 'fingerprint', parts });
}

type Unsealed = Pick<Grouping, 'method' | 'parts'>;

function sealed({ method, parts }: Unsealed): Grouping {
  // JSON keeps the parts apart: no two lists of parts have the same text.
  const counted = parts.filter((part) => part.counted).map((part) => [part.kind, part.value]);
  const fingerprint = hash('sha256', JSON.stringify([GROUPING_VERSION, counted]), 'hex');
  return { version: GROUPING_VERSION, method, parts, fingerprint };
}

function defaultGrouping(input: GroupingInput): Unsealed {
  const trace = parseTrace(input.stack ?? '', input.file);
  const worded = commonWording(trace.rootType || input.errorType, input.message);
  const type = typePart(worded.type, trace.rootType !== '');
  const message = parameterise(worded.message);
  const stack = countFrames(trace.frames);
  if (stack.isTelling) {
    const why = stack.isNameless
      ? 'counted, since the function that failed has no name of its own'
      : 'not counted, since the calls that led here tell the fault apart';
    const text: GroupingPart[] =
      message === '' ? [] : [{ kind: 'message', value: message, counted: stack.isNameless, why }];
    return { method: 'stack', parts: [...stack.parts, ...type, ...text] };
  }
  const frames = stack.parts.map((part) => ({
    ...part,
    counted: false,
    why: 'not counted, since no function of the trace has a name that lasts from build to build',
  }));
  const file = filePart(stack.file || stableFileName(input.file), input.file);
  if (message === '') return { method: 'type', parts: [...type, ...file, ...frames] };
  const why = message === input.message ? 'what it says' : 'what it says, without what differs from time to time';
  return {
    method: 'message',
    parts: [...type, { kind: 'message', value: message, counted: true, why }, ...file, ...frames],
  };
}

function typePart(type: string, isRoot: boolean): GroupingPart[] {
  // The name without its namespace or module, which not every runtime tells.
  const isName = /^[\w$.\\]+$/.test(type);
  const value = isName ? type.slice(Math.max(type.lastIndexOf('.'), type.lastIndexOf('\\')) + 1) : type;
  if (value === '') return [];
  const why = isRoot ? 'class of the error that it began with' : 'class of the error';
  if (value.length > 2) return [{ kind: 'type', value, counted: true, why }];
  return [{ kind: 'type', value, counted: false, why: 'not counted: so short a name is made by a minifier' }];
}

function filePart(stable: string, written: string): GroupingPart[] {
  if (stable !== '') {
    return [{ kind: 'file', value: stable, counted: true, why: 'source file, without folders, hashes and versions' }];
  }
  if (written === '') return [];
  const why = 'not counted, since the address of a page says where a visitor was and not what failed';
  return [{ kind: 'file', value: written, counted: false, why }];
}
