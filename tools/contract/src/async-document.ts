import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { Contract, isObject, type Schema } from './openapi.ts';

type Json = Record<string, unknown>;

export interface AsyncMessage {
  /** The same as the `type` of its payload. */
  name: string;
  payload: Schema;
  examples: { name: string; payload: Json }[];
}

export interface CloseCode {
  code: number;
  /** Null: the server's library says it. */
  reason: string | null;
}

const FILE = new URL('../../../docs/asyncapi.yaml', import.meta.url);
const ID = 'file:///docs/asyncapi.yaml';
/** How docs/asyncapi.yaml refers to it, and where that leads. */
const OPENAPI = '../openapi.yaml';
const OPENAPI_ID = 'file:///openapi.yaml';

/** docs/asyncapi.yaml, with which messages are checked. */
export class AsyncDocument {
  readonly document = parse(readFileSync(FILE, 'utf8')) as Json;
  readonly messages: AsyncMessage[];
  readonly closeCodes: CloseCode[];
  readonly #openapi = new Contract().document;
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #strict = new Map<string, ValidateFunction>();

  constructor() {
    addFormats.default(this.#ajv);
    this.#ajv.addSchema({ ...this.#openapi, $id: OPENAPI_ID });
    this.#ajv.addSchema({ ...withMembers(this.document, this.#openapi), $id: ID });
    const { messages } = this.document.components as { messages: Record<string, Omit<AsyncMessage, 'name'>> };
    this.messages = Object.entries(messages).map(([name, message]) => ({ name, ...message }));
    const { realtime } = this.document.channels as { realtime: { 'x-close-codes': CloseCode[] } };
    this.closeCodes = realtime['x-close-codes'];
  }

  /** The names of the messages that the server gets, or those that it sends, answers included. */
  sentBy(who: 'client' | 'server'): Set<string> {
    const operations = Object.values(this.document.operations as Record<string, Json>);
    const names = (of: unknown) => ((of as { messages: { $ref: string }[] } | undefined)?.messages ?? []).map(nameOf);
    return new Set(
      operations.flatMap((operation) => {
        const isHeard = operation.action === 'receive';
        if (who === 'client') return isHeard ? names(operation) : [];
        return names(isHeard ? operation.reply : operation);
      }),
    );
  }

  /** What is wrong with a message, members besides those of the document among it; empty when it is as documented. */
  faults(message: Json): string[] {
    const { type } = message;
    const validate = this.#validatorOf(String(type));
    if (!validate) return [`there is no message ${type}`];
    return validate(message) ? [] : validate.errors!.map((error) => `${error.instancePath || '/'} ${error.message}`);
  }

  /** References that lead nowhere. */
  brokenReferences(): string[] {
    return referencesIn(this.document).filter((reference) => !this.#resolves(reference));
  }

  #resolves(reference: string): boolean {
    const [file, pointer] = reference.split('#/');
    const root = file === '' ? this.document : file === OPENAPI ? this.#openapi : null;
    let node: unknown = root;
    for (const name of pointer!.split('/')) {
      if (!isObject(node) || !Object.hasOwn(node, name)) return false;
      node = node[name];
    }
    return true;
  }

  #validatorOf(name: string): ValidateFunction | undefined {
    const known = this.#strict.get(name);
    if (known || !this.messages.some((message) => message.name === name)) return known;
    const $ref = `${ID}#/components/messages/${name}/payload`;
    const validate = this.#ajv.compile({ $ref, unevaluatedProperties: false });
    this.#strict.set(name, validate);
    return validate;
  }
}

const nameOf = ({ $ref }: { $ref: string }) => $ref.split('/').at(-1)!;

function referencesIn(value: unknown): string[] {
  if (!isObject(value) && !Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    (key === '$ref' || key === 'x-members-of') && typeof member === 'string' ? [member] : referencesIn(member),
  );
}

/** The document with what `x-members-of` means: a schema with the members of another one, which has no others by itself. */
function withMembers(document: Json, openapi: Json): Json {
  const { schemas } = openapi.components as { schemas: Record<string, Schema> };
  return JSON.parse(JSON.stringify(document), (_, value) => {
    if (!isObject(value) || typeof value['x-members-of'] !== 'string') return value;
    const { properties, required } = schemas[nameOf({ $ref: value['x-members-of'] })]!;
    const rest = { properties: absolute(properties), required, type: 'object' };
    return { ...value, allOf: [rest], unevaluatedProperties: false };
  });
}

/** References within openapi.yaml, as they are from elsewhere. */
function absolute(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', `"${OPENAPI_ID}#/`));
}
