import { pascalCase } from './emit/python-model.mjs';

const ref = (name) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: 'string' };
const textOrNull = { type: ['string', 'null'] };
const count = { type: 'integer' };

/** What every event has besides what its export has. */
const offset = { type: 'integer', description: 'Its place among the events of its channel: 1, 2, 3, …' };

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

/** The document with schemas of what realtime tells, which are those of the exports and what realtime adds to them. */
export function withRealtime(document) {
  const schemas = { ...document.components.schemas, ...realtimeSchemas(), ...messageSchemas() };
  return { ...document, components: { ...document.components, schemas } };
}

function realtimeSchemas() {
  return {
    RealtimePageview: told('A stored pageview.', {}, 'ExportedPageview'),
    RealtimeErrorOccurrence: told(
      'An occurrence of an error, with what it did to its group: `reopened` is said of one that was resolved.',
      { kind: { const: 'occurrence' }, effect: { type: ['string', 'null'], enum: ['created', 'reopened', null] } },
      'ExportedError',
    ),
    RealtimeStatusChange: told('What somebody did to the status of an error group.', {
      kind: { const: 'status_change' },
      id: count,
      group_id: ref('ErrorGroupId'),
      from: ref('ErrorStatus'),
      to: ref('ErrorStatus'),
      actor: text,
      note: text,
      occurred_at: ref('UtcTime'),
      error_type: text,
      message: text,
      environment: ref('Environment'),
      severity: ref('Severity'),
    }),
    RealtimeError: { oneOf: [ref('RealtimeErrorOccurrence'), ref('RealtimeStatusChange')] },
    RealtimeClick: told('A click on a short link.', {}, 'ExportedClick'),
    RealtimeAudit: told('An entry of the audit log.', {}, 'ExportedAudit'),
    RealtimeAlert: told('An alert, with what a webhook is told of it; somebody may have asked for a `ping` of one.', {
      id: { ...text, description: 'The `webhook-id` of the message.' },
      type: { oneOf: [ref('WebhookTriggerType'), { const: 'ping' }] },
      timestamp: ref('UtcTime'),
      data: { ...object({ summary: text }), additionalProperties: true },
    }),
    RealtimeLive: {
      ...object({
        visitors: count,
        window_seconds: count,
        pages: listOf({ page: text, visitors: count }),
        countries: listOf({ country_code: textOrNull, country: textOrNull, visitors: count }),
        referrers: listOf({ referrer: text, visitors: count }),
      }),
      description:
        'Who had a view within the last `window_seconds`; of pages, countries and referrers the 20 with the most.',
    },
  };
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

function told(description, properties, row) {
  const own = object({ offset, ...properties });
  return row === undefined ? { ...own, description } : { ...own, description, allOf: [ref(row)] };
}

const object = (properties) => ({ type: 'object', required: Object.keys(properties), properties });
const listOf = (properties) => ({ type: 'array', items: object(properties) });
