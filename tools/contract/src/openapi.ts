import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** JSON Schema, as far as the walk reads it. */
export interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  const?: unknown;
  enum?: unknown[];
  [keyword: string]: unknown;
}

export interface Example {
  name: string;
  value: unknown;
}

export interface Content {
  type: string;
  examples: Example[];
  /** JSON pointer to the schema inside the document. */
  pointer: string;
}

export interface DeclaredAnswer {
  status: number;
  /** Names of the headers that every such answer carries, in lower case. */
  headers: string[];
  contents: Content[];
}

export interface Parameter {
  name: string;
  in: 'query' | 'header' | 'path';
  required: boolean;
  schema: Schema;
  examples: Example[];
}

export interface RateLimit {
  /** `ip`, `project_ip` or `secret_key`. */
  bucket: string;
  points: number;
  seconds: number;
}

export interface Operation {
  id: string;
  method: 'GET' | 'HEAD' | 'POST';
  /** `{code}` stands for one segment. */
  path: string;
  tag: string;
  /** Of an ordinary success. */
  successStatus: number;
  /** Names of security schemes, any of which will do; empty when no key is asked for. */
  security: string[];
  parameters: Parameter[];
  /** A body in JSON. */
  body: { schema: Schema; contents: Content[]; maxBytes: number } | null;
  /** The fields of a form, as its example gives them, and the size of the largest one. */
  form: { fields: Record<string, string>; maxBytes: number } | null;
  answers: Map<number, DeclaredAnswer>;
  /** Its answer does not end. */
  isStream: boolean;
  rateLimits: RateLimit[];
}

type Json = Record<string, unknown>;

export const STREAM_TYPE = 'text/event-stream';

/** openapi.yaml with its operations, references followed. */
export class Contract {
  readonly document: Json;
  readonly operations: Operation[];

  constructor(file = fileURLToPath(new URL('../../../openapi.yaml', import.meta.url))) {
    this.document = parse(readFileSync(file, 'utf8')) as Json;
    this.operations = Object.entries(this.document.paths as Record<string, Json>).flatMap(([path, item]) =>
      Object.entries(item).map(([method, value]) =>
        this.#operation(path, method, value as Json, pointer('paths', path, method)),
      ),
    );
  }

  operation(id: string): Operation {
    const found = this.operations.find((operation) => operation.id === id);
    if (!found) throw new Error(`openapi.yaml has no operation ${id}`);
    return found;
  }

  /** A value of the document with its own reference followed, and where it really stands. */
  follow<T = Json>(value: unknown, at: string): { value: T; at: string } {
    let current = { value, at };
    while (isObject(current.value) && typeof current.value.$ref === 'string') {
      const target = current.value.$ref.slice(1);
      const parts = target.split('/').slice(1).map(unescapePointer);
      current = { value: parts.reduce<unknown>((node, part) => (node as Json)[part], this.document), at: target };
    }
    return current as { value: T; at: string };
  }

  #operation(path: string, method: string, value: Json, at: string): Operation {
    const body = value.requestBody as (Json & { content: Record<string, Json> }) | undefined;
    const contents = body ? this.#contents(body.content, `${at}/requestBody`) : [];
    const json = body?.content['application/json'];
    const form = body?.content['application/x-www-form-urlencoded'];
    const maxBytes = body?.['x-max-body-bytes'] as number;
    const responses = value.responses as Record<string, Json>;
    const statuses = Object.keys(responses).map(Number);
    const success = (value['x-success-status'] as number) ?? statuses.find((status) => status >= 200 && status < 300);
    return {
      id: value.operationId as string,
      method: method.toUpperCase() as Operation['method'],
      path,
      tag: (value.tags as string[])[0]!,
      successStatus: success,
      isStream: Object.hasOwn((responses[success]!.content as Json | undefined) ?? {}, STREAM_TYPE),
      security: ((value.security ?? []) as Json[]).flatMap((item) => Object.keys(item)),
      parameters: ((value.parameters ?? []) as unknown[]).map((parameter, index) => {
        const { value: found } = this.follow<Json>(parameter, `${at}/parameters/${index}`);
        return {
          name: found.name as string,
          in: found.in as Parameter['in'],
          required: found.required === true,
          schema: this.follow<Schema>(found.schema, '').value,
          examples: examplesOf(found),
        };
      }),
      body: json ? { schema: this.follow<Schema>(json.schema, '').value, contents, maxBytes } : null,
      form: form ? { fields: form.example as Record<string, string>, maxBytes } : null,
      answers: new Map(
        Object.entries(responses).map(([status, answer]) => {
          const found = this.follow<Json>(answer, `${at}/responses/${status}`);
          return [
            Number(status),
            {
              status: Number(status),
              headers: Object.keys((found.value.headers ?? {}) as Json).map((name) => name.toLowerCase()),
              contents: this.#contents((found.value.content ?? {}) as Record<string, Json>, found.at),
            },
          ];
        }),
      ),
      rateLimits: Object.entries((value['x-rate-limits'] ?? {}) as Record<string, Omit<RateLimit, 'bucket'>>).map(
        ([bucket, limit]) => ({ bucket, ...limit }),
      ),
    };
  }

  #contents(content: Record<string, Json>, at: string): Content[] {
    return Object.entries(content).map(([type, media]) => ({
      type,
      examples: examplesOf(media),
      pointer: `${at}${pointer('content', type, 'schema')}`,
    }));
  }
}

/** `example`, or the named `examples`. */
function examplesOf(holder: Json): Example[] {
  if (holder.example !== undefined) return [{ name: 'example', value: holder.example }];
  return Object.entries((holder.examples ?? {}) as Record<string, { value: unknown }>).map(([name, { value }]) => ({
    name,
    value,
  }));
}

function pointer(...parts: string[]): string {
  return parts.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
