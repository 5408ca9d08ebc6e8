import specs from '@asyncapi/specs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CLOSE,
  type ClientMessage,
  type ErrorCode,
  EVENT_CHANNELS,
  parseClientMessage,
  type ServerMessage,
} from '../../../libs/realtime/src/protocol.ts';
import { AsyncDocument } from '../src/async-document.ts';

/** One of each, so that a type that is added does not compile until it stands here, and then in the document. */
const CLIENT_TYPES = {
  hello: true,
  subscribe: true,
  unsubscribe: true,
  ping: true,
  pong: true,
} satisfies Record<ClientMessage['type'], true>;
const SERVER_TYPES = {
  welcome: true,
  subscribed: true,
  snapshot: true,
  event: true,
  position: true,
  unsubscribed: true,
  ping: true,
  pong: true,
  error: true,
  notice: true,
} satisfies Record<ServerMessage['type'], true>;
const ERROR_CODES = {
  bad_message: true,
  unknown_channel: true,
  forbidden_channel: true,
  already_subscribed: true,
  not_subscribed: true,
  bad_params: true,
  not_found: true,
  too_many: true,
  unavailable: true,
} satisfies Record<ErrorCode, true>;

/** Of the library that speaks the protocol of sockets, which closes for a message that is too large. */
const LIBRARY_CODES = [{ code: 1009, reason: null }];

const document = new AsyncDocument();
const enumOf = (name: string) =>
  (document.document.components as { schemas: Record<string, { enum: string[] }> }).schemas[name]!.enum;
const examplesOf = (types: object) =>
  document.messages
    .filter(({ name }) => Object.hasOwn(types, name))
    .flatMap(({ name, examples }) => examples.map((example) => [`${name} ${example.name}`, example.payload] as const));

/** What the server takes a message for; null where it refuses it. */
function accepted(message: unknown): ClientMessage | null {
  const parsed = parseClientMessage(JSON.stringify(message));
  return parsed === null || 'unknown' in parsed || 'unfiltered' in parsed ? null : parsed;
}

describe('docs/asyncapi.yaml', () => {
  it('is a document of AsyncAPI 3.0, whose references lead somewhere', () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const validate = ajv.compile(specs.schemasWithoutId['3.0.0']);
    validate(document.document);
    expect(validate.errors ?? []).toEqual([]);
    expect(document.brokenReferences()).toEqual([]);
  });

  it('has every message of the protocol, each way, and no other', () => {
    expect([...document.sentBy('client')].toSorted()).toEqual(Object.keys(CLIENT_TYPES).toSorted());
    expect([...document.sentBy('server')].toSorted()).toEqual(Object.keys(SERVER_TYPES).toSorted());
    const names = Object.keys({ ...CLIENT_TYPES, ...SERVER_TYPES });
    expect(document.messages.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
    const { messages } = (document.document.channels as { realtime: { messages: object } }).realtime;
    expect(Object.keys(messages).toSorted()).toEqual(names.toSorted());
  });

  it('has the channels, the codes of errors, and those with which the server closes', () => {
    expect(enumOf('EventChannel')).toEqual([...EVENT_CHANNELS]);
    expect(enumOf('ErrorCode').toSorted()).toEqual(Object.keys(ERROR_CODES).toSorted());
    const byCode = (a: { code: number }, b: { code: number }) => a.code - b.code;
    expect(document.closeCodes.map(({ code, reason }) => ({ code, reason }))).toEqual(
      [...Object.values(CLOSE), ...LIBRARY_CODES].toSorted(byCode),
    );
  });

  it('shows examples of every message, as its schemas want them', () => {
    for (const { name, examples } of document.messages) {
      expect(examples.length, name).toBeGreaterThan(0);
      for (const { payload } of examples) expect(document.faults(payload), JSON.stringify(payload)).toEqual([]);
    }
  });

  it.each(examplesOf(CLIENT_TYPES))('%s: the server obeys the example', (_, payload) => {
    expect(accepted(payload)).toEqual(payload);
  });

  it.each(examplesOf({ ...CLIENT_TYPES, ...SERVER_TYPES }))(
    '%s: no member may be missing, or be another',
    (_, payload) => {
      const optional = ['protocol', 'token', 'key', 'position', 'filters', 'channel'];
      const isClients = Object.hasOwn(CLIENT_TYPES, payload.type as string);
      for (const name of Object.keys(payload)) {
        expect(document.faults({ ...payload, [name]: [null] }), name).not.toEqual([]);
        const { [name]: __, ...others } = payload;
        const mayLack = optional.includes(name) && (payload.type === 'error' || (isClients && name !== 'channel'));
        if (name !== 'type') expect(document.faults(others).length === 0, `without ${name}`).toBe(mayLack);
      }
      expect(document.faults({ ...payload, novelty: 1 })).not.toEqual([]);
    },
  );

  it('has schemas that take what the server takes of a client, and nothing else', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme-ascii', maxLength: 5 }),
      fc.constantFrom('x'.repeat(4096), 'x'.repeat(4097)),
    );
    const odd = fc.oneof(fc.constantFrom(null, 5, 1.5, true, [], {}), text);
    const filters = fc.oneof(odd, fc.dictionary(text, fc.oneof(odd, fc.array(odd, { maxLength: 3 })), { maxKeys: 22 }));
    const channels = [...EVENT_CHANNELS, 'live', 'report:', 'report:pages?range=7d', 'reports:x', 'toString'];
    const channel = fc.oneof(fc.constantFrom(...channels), odd);
    const message = fc.oneof(
      fc.record({ type: fc.constant('hello'), protocol: odd, token: odd, key: odd }, { requiredKeys: ['type'] }),
      fc.record({ type: fc.constant('subscribe'), channel, position: odd, filters }, { requiredKeys: ['type'] }),
      fc.record({ type: fc.constant('unsubscribe'), channel }, { requiredKeys: ['type'] }),
      fc.record({ type: fc.constantFrom('ping', 'pong') }),
    );
    fc.assert(
      fc.property(message, (each) => {
        expect(document.faults(each).length === 0).toBe(accepted(each) !== null);
      }),
      { numRuns: 2_000 },
    );
  });
});
