import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Answer } from './http.ts';
import { type Contract, isObject, type Operation } from './openapi.ts';

export const ROWS_TYPE = 'application/x-ndjson';

/** Holds answers against what openapi.yaml declares. */
export class Validator {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(contract: Contract) {
    addFormats.default(this.#ajv);
    this.#ajv.addSchema(contract.document, 'openapi');
  }

  /** What is wrong with an answer to an operation; empty when it is as declared. */
  faults(operation: Operation, answer: Answer, method: string = operation.method): string[] {
    const declared = operation.answers.get(answer.status);
    if (!declared) return [`status ${answer.status} is not declared: ${text(answer)}`];
    const faults = declared.headers
      .filter((name) => answer.headers[name] === undefined)
      .map((name) => `the header ${name} is missing`);
    const bodyExpected = declared.contents.length > 0 && method !== 'HEAD';
    if (!bodyExpected) return answer.body.length === 0 ? faults : [...faults, `a body came: ${text(answer)}`];
    const type = answer.headers['content-type'] ?? '';
    const content = declared.contents.find((candidate) => type.split(';', 1)[0] === candidate.type);
    if (!content) return [...faults, `Content-Type ${type || '(none)'} is not declared`];
    if (content.type === ROWS_TYPE) {
      return [...faults, ...this.lineFaults(content.pointer, answer.body.toString('utf8'))];
    }
    if (content.type !== 'application/json') return faults;
    if (type !== 'application/json') faults.push(`Content-Type is ${type}, not just application/json`);
    return [...faults, ...this.#schemaFaults(content.pointer, answer.body.toString('utf8'))];
  }

  /** What is wrong with a value of the document itself, such as an example. */
  valueFaults(pointer: string, value: unknown): string[] {
    const validate = this.#validateFor(pointer);
    if (validate(value)) return [];
    return validate.errors!.map((error) => `${error.instancePath || '/'} ${error.message}`);
  }

  /** What is wrong with rows: every line is an object of its own, the last one included. */
  lineFaults(pointer: string, rows: string): string[] {
    const lines = rows.split('\n');
    const rest = lines.pop();
    return rest === ''
      ? lines.flatMap((line) => this.#schemaFaults(`${pointer}/contentSchema`, line))
      : [`a line is cut off: ${rest}`];
  }

  #schemaFaults(pointer: string, sent: string): string[] {
    let value: unknown;
    try {
      value = JSON.parse(sent);
    } catch {
      return [`the body is not JSON: ${shortened(sent)}`];
    }
    return this.valueFaults(pointer, value).map((fault) => `${fault}: ${shortened(sent)}`);
  }

  #validateFor(pointer: string): ValidateFunction {
    let validate = this.#compiled.get(pointer);
    if (!validate) {
      const fragment = pointer.split('/').map(encodeURIComponent).join('/');
      validate = this.#ajv.compile({ $ref: `openapi#${fragment}` });
      this.#compiled.set(pointer, validate);
    }
    return validate;
  }
}

/** Whether two values have the same types in the places that both have; of arrays the first items are compared. */
export function shapeFaults(example: unknown, actual: unknown, at = ''): string[] {
  const kind = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);
  if (example === null || actual === null) return [];
  if (kind(example) !== kind(actual)) return [`${at || '/'} is ${kind(actual)}, in the example ${kind(example)}`];
  if (Array.isArray(example) && Array.isArray(actual)) {
    return example.length > 0 && actual.length > 0 ? shapeFaults(example[0], actual[0], `${at}/0`) : [];
  }
  if (isObject(example) && isObject(actual)) {
    return Object.keys(example).flatMap((key) =>
      key in actual ? shapeFaults(example[key], actual[key], `${at}/${key}`) : [],
    );
  }
  return [];
}

export function text({ body }: Answer): string {
  return shortened(body.toString('utf8'));
}

function shortened(sent: string): string {
  return sent.length > 300 ? `${sent.slice(0, 300)}…` : sent;
}

export function json(answer: Answer): Record<string, unknown> {
  return JSON.parse(answer.body.toString('utf8')) as Record<string, unknown>;
}
