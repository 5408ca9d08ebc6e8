import {
  ENVIRONMENTS,
  type Environment,
  type ErrorBody,
  SEVERITIES,
  type Severity,
  trimAscii,
} from '@micrologs/domain';
import { type EventFields, parseEventFields } from './event-fields.ts';
import { isMissing, readContext, readText } from './event-text.ts';
import { textLimits } from './generated/shapes.ts';
import { INVALID_BODY_MESSAGE, isFilledObject } from './parse-body.ts';
import { rawMember } from './raw-json.ts';
import { failure, type Parsed } from './result.ts';
import { cleanText, textOf } from './text.ts';

/**
 * An error's body in its strict form, not yet scrubbed. What is scrubbed is not cut yet either, since a secret is told only
 * while it is whole.
 */
export type StrictError = ErrorBody & EventFields;

export const ERROR_REQUIRED_MESSAGE = 'message is required';
export const MAX_FINGERPRINT_PARTS = 10;

const { visitor_id, session_token } = textLimits.TrackErrorBody;
/** Ids are cut here: the same id has to come to the same hash wherever it was told. */
const ID_LIMITS = { visitor_id, session_token };
const DEFAULT_ERROR_TYPE = 'Unknown';
const MAX_LINE = 4_294_967_295;
const TEXTS = ['file', 'url', 'release', 'visitor_id', 'session_token'] as const;
const DEVELOPMENT_NAMES = new Set(['local', 'dev', 'testing', 'test']);

/**
 * Reads the body of an error. Written by hand, since it runs for every event; a test holds it against openapi.yaml.
 * @param body any JSON value
 * @param raw the JSON text of its `context`, for numbers that no double can hold
 */
export function coerceError(body: unknown, raw: () => string | undefined): Parsed<StrictError> {
  if (!isFilledObject(body)) return failure(INVALID_BODY_MESSAGE);
  const message = readText(body.message, 'message', ERROR_REQUIRED_MESSAGE);
  if (!message.ok) return message;
  if (isMissing(message.value)) return failure(ERROR_REQUIRED_MESSAGE, 'message');
  const errorType = readText(body.error_type ?? DEFAULT_ERROR_TYPE, 'error_type');
  if (!errorType.ok) return errorType;
  const texts = { file: '', url: '', release: '', visitor_id: '', session_token: '' };
  for (const name of TEXTS) {
    const given = body[name];
    if (given === undefined) continue;
    const text = readText(given, name);
    if (!text.ok) return text;
    texts[name] = name in ID_LIMITS ? cleanText(text.value, ID_LIMITS[name as keyof typeof ID_LIMITS]) : text.value;
  }
  const line = readLine(body.line);
  if (!line.ok) return line;
  const stack = readText(body.stack, 'stack');
  if (!stack.ok) return stack;
  const fingerprint = readFingerprint(body.fingerprint);
  if (!fingerprint.ok) return fingerprint;
  const fields = parseEventFields(body);
  if (!fields.ok) return fields;
  return {
    ok: true,
    value: {
      error_type: errorType.value,
      message: message.value,
      line: line.value,
      stack: body.stack === undefined || body.stack === null ? null : stack.value,
      severity: readSeverity(body.severity),
      environment: readEnvironment(body.environment),
      fingerprint: fingerprint.value,
      context: readContext(body.context, raw),
      ...texts,
      ...fields.value,
    },
  };
}

/** As `coerceError`, of a body of which the JSON text is at hand. */
export function coerceErrorText(body: unknown, text: string): Parsed<StrictError> {
  return coerceError(body, () => rawMember(text, 'context'));
}

/** Null for what is no line number; text is read up to its first character that is no digit, as the PHP engine did. */
function readLine(value: unknown): Parsed<number | null> {
  const text = textOf(value);
  if (text === null) return failure('line must be a number', 'line');
  const line = typeof value === 'number' ? Math.trunc(value) : Number.parseInt(text, 10);
  return { ok: true, value: line >= 0 && line <= MAX_LINE ? line + 0 : null };
}

function readSeverity(value: unknown): Severity {
  return SEVERITIES.includes(value as Severity) ? (value as Severity) : 'error';
}

function readEnvironment(value: unknown): Environment {
  const text = textOf(value);
  if (text === null) return 'unknown';
  const name = trimAscii(text).toLowerCase();
  if (name === '') return 'production';
  if (DEVELOPMENT_NAMES.has(name)) return 'development';
  return ENVIRONMENTS.includes(name as Environment) ? (name as Environment) : 'unknown';
}

function readFingerprint(value: unknown): Parsed<string[]> {
  const given = Array.isArray(value) ? value : [value];
  if (given.length > MAX_FINGERPRINT_PARTS) {
    return failure(`fingerprint takes ${MAX_FINGERPRINT_PARTS} strings at most`, 'fingerprint');
  }
  const parts: string[] = [];
  for (const part of given) {
    const text = textOf(part);
    if (text === null) return failure('fingerprint must be a string or an array of strings', 'fingerprint');
    parts.push(cleanText(text));
  }
  return { ok: true, value: parts.some((part) => part !== '') ? parts : [] };
}
