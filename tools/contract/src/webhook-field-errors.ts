import type { FieldError } from './field-error.ts';
import { webhookOf } from './seeds.ts';
import type { TestProject, World } from './world.ts';

const URL_FORM = 'url must be a full http:// or https:// address';
const TRIGGERS = 'triggers must be a list of 1 to 20 triggers such as {"type":"error_group.created"}';
const TRIGGER = { type: 'error_group.created' };
const PLACEHOLDERS = 'placeholders begin with id, type, timestamp, project, summary, data';

const WRONG_TRIGGERS: FieldError[] = [
  ...[
    [],
    {},
    'x',
    [null],
    [{}],
    [{ type: 'ping' }],
    [{ ...TRIGGER, environments: ['x'] }],
    Array(21).fill(TRIGGER),
  ].map((triggers) => ({ body: { triggers }, message: TRIGGERS })),
  {
    body: { triggers: [TRIGGER, { type: 'queue.lag', codes: ['abc'] }] },
    message: "'triggers[1]': codes does not go with 'queue.lag'",
  },
];

/** What is wrong with an endpoint, in creation and in an edit. */
const WEBHOOK: FieldError[] = [
  ...[[], {}, `https://shop.test/${'x'.repeat(2048)}`].map((url) => ({
    body: { url },
    message: 'url must be a text of 1 to 2048 characters',
  })),
  ...['shop.test', 'ftp://shop.test/', 'javascript:alert(1)', 'http://'].map((url) => ({
    body: { url },
    message: URL_FORM,
  })),
  { body: { url: 'https://kim:secret@shop.test/' }, message: 'url must not hold a user or password' },
  ...['http://127.0.0.1/', 'http://2130706433/', 'http://0177.0.0.1:80/', 'https://0x7f.1/'].map((url) => ({
    body: { url },
    message: "url: '127.0.0.1' is not a public address",
  })),
  { body: { url: 'http://[fd00::1]/' }, message: "url: 'fd00::1' is not a public address" },
  ...WRONG_TRIGGERS,
  { body: { description: [] }, message: 'description must be a string' },
  { body: { format: 'xml' }, message: 'format must be json, slack, discord or template' },
  { body: { template: 'x'.repeat(10_001) }, message: 'template must be a text of at most 10000 characters' },
  { body: { format: 'template' }, message: 'template is required with the format template' },
  { body: { format: 'template', template: '{{x}}' }, message: `template: '{{x}}' is unknown; ${PLACEHOLDERS}` },
  {
    body: { format: 'template', template: '{{data.x' },
    message: "template: '{{data.x' is no placeholder such as {{data.message}}",
  },
];

/** Wrong fields by operation on webhooks; `project` exists. */
export async function webhookFieldErrors(
  operationId: string,
  project: TestProject,
  world: World,
): Promise<FieldError[]> {
  const good = { url: 'https://hooks.shop.test/in', triggers: [TRIGGER] };
  const id = await webhookOf(world, project);
  switch (operationId) {
    case 'createWebhook':
      return [
        ...[undefined, null, '', '0', ' '].map((url) => ({ body: { ...good, url }, message: 'url is required' })),
        { body: { url: good.url }, message: TRIGGERS },
        ...WEBHOOK.map(({ body, message }) => ({ body: { ...good, ...(body as object) }, message })),
      ];
    case 'editWebhook':
      return [
        ...noIds({ description: 'x' }),
        { body: { id }, message: 'Nothing to update' },
        { body: { id, description: null }, message: 'Nothing to update' },
        ...[0, 'false', []].map((is_enabled) => ({
          body: { id, is_enabled },
          message: 'is_enabled must be a boolean',
        })),
        ...WEBHOOK.map(({ body, message }) => ({ body: { id, ...(body as object) }, message })),
      ];
    case 'rotateWebhookSecret':
      return [
        ...noIds({}),
        ...[-1, 169, 1.5, 'x', []].map((overlap_hours) => ({
          body: { id, overlap_hours },
          message: 'overlap_hours must be an integer from 0 to 168',
        })),
      ];
    case 'replayWebhookDeliveries':
      return [
        ...noIds({ from: 0 }),
        ...[0, 'x', 1.5].map((delivery_id) => ({
          body: { id, delivery_id },
          message: 'delivery_id must be a positive integer',
        })),
        ...['from', 'to'].flatMap((name) =>
          ['yesterday', {}].map((value) => ({
            body: { id, from: 0, [name]: value },
            message: `${name} must be an ISO 8601 time with an offset or epoch milliseconds`,
          })),
        ),
        { body: { id, from: 0, status: 'pending' }, message: 'status must be delivered or failed' },
        { body: { id, to: 5 }, message: 'from is required without delivery_id' },
        { body: { id, from: 5, to: 5 }, message: 'from must lie before to' },
      ];
    case 'evaluateWebhook':
      return [{ body: { x: 1 }, message: TRIGGERS }, ...WRONG_TRIGGERS];
    case 'deleteWebhook':
    case 'pingWebhook':
      return noIds({});
    default:
      return [];
  }
}

function noIds(rest: object): FieldError[] {
  return [undefined, null, 0, '', 'x', -1, 1.5, 1e300, [1], {}].map((id) => ({
    body: { x: 1, ...rest, id },
    message: 'id is required',
  }));
}
