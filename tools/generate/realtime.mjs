import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { pascalCase } from './emit/python-model.mjs';

const DOCUMENT = new URL('../../docs/asyncapi.yaml', import.meta.url);
/** How schemas of events refer to those of exports and webhooks. */
const OPENAPI = '../openapi.yaml#';
/** What schemas of docs/asyncapi.yaml are called that openapi.yaml has no other of. */
const NAME = /^Realtime/;

const ref = (name) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: 'string' };

/** The schema of what each channel with offsets tells of. */
export const EVENTS = {
  pageviews: 'RealtimePageview',
  errors: 'RealtimeError',
  links: 'RealtimeClick',
  audit: 'RealtimeAudit',
  alerts: 'RealtimeAlert',
};

/** The schema of what the channel `live` tells. */
export const LIVE = 'RealtimeLive';

const REPORTS = '/api/analytics/';

/**
 * The reports that channels `report:<name>` tell.
 * @returns {{ name: string, schema: string }[]} `schema` names that of their data
 */
export function reportsOf(operations) {
  return operations
    .filter(({ path }) => path.startsWith(REPORTS))
    .map(({ path, responses }) => {
      const { schema } = responses.find(({ status }) => status === 200);
      return { name: path.slice(REPORTS.length), schema: schema.properties.data.$ref.split('/').at(-1) };
    });
}

/** A name for the messages of each channel, for languages that cannot derive it from the channel. */
export const MESSAGES = Object.fromEntries(
  [...Object.keys(EVENTS), 'live', 'report'].map((channel) => [channel, `${pascalCase(channel)}Message`]),
);

/** openapi.yaml with the schemas of docs/asyncapi.yaml that say what realtime tells, and those of the messages that clients give on. */
export function withRealtime(document) {
  const schemas = { ...document.components.schemas, ...toldSchemas(), ...messageSchemas() };
  return { ...document, components: { ...document.components, schemas } };
}

function toldSchemas() {
  const { components } = parse(readFileSync(DOCUMENT, 'utf8'));
  const told = Object.entries(components.schemas).filter(([name]) => NAME.test(name));
  return JSON.parse(JSON.stringify(Object.fromEntries(told)).replaceAll(OPENAPI, '#'), (_, value) => {
    const { 'x-members-of': $ref, ...schema } = value ?? {};
    return $ref === undefined ? value : { ...schema, allOf: [{ $ref }] };
  });
}

function messageSchemas() {
  const events = Object.entries(EVENTS).map(([channel, event]) => [
    MESSAGES[channel],
    {
      ...object({
        type: { type: 'string', enum: ['snapshot', 'event'] },
        channel: { const: channel },
        offset: { type: 'integer', description: 'Of the last event.' },
        position: { type: 'string', description: 'To be given by whoever comes back, to go on behind these events.' },
        events: { type: 'array', items: ref(event) },
      }),
      description:
        'A `snapshot` replaces all that came before: at the beginning, and where not everything that was missed can be told. An `event` has further events, in order, each once.',
    },
  ]);
  const whole = (channel, data) => ({
    ...object({ type: { const: 'snapshot' }, channel, at: { ...text, description: 'Since when it is so.' }, data }),
    description: 'All that the channel tells, which replaces what came before.',
  });
  return {
    ...Object.fromEntries(events),
    [MESSAGES.live]: whole({ const: 'live' }, ref(LIVE)),
    [MESSAGES.report]: whole(text, { type: 'object', additionalProperties: true }),
  };
}

const object = (properties) => ({ type: 'object', required: Object.keys(properties), properties });
