import type { FieldError } from './field-error.ts';
import { linkOf } from './seeds.ts';
import type { TestProject, World } from './world.ts';

const OWN_LINK = 'destination_url must not lead to a short link of this server';

const target = { destination_url: 'https://shop.test/' };
const NO_URL = 'destination_url is not a valid URL';

/** What is wrong with a link, in creation and in an edit. */
const LINK: FieldError[] = [
  { body: { destination_url: [] }, message: NO_URL },
  ...[
    'shop.test',
    '//shop.test/',
    'ftp://shop.test/',
    'mailto:kim@shop.test',
    'javascript://shop.test/%0aalert(1)',
  ].map((destination_url) => ({ body: { destination_url }, message: NO_URL })),
  {
    body: { destination_url: 'https://kim:secret@shop.test/' },
    message: 'destination_url must not hold a user name or password',
  },
  {
    body: { destination_url: `https://shop.test/${'x'.repeat(2048)}` },
    message: 'destination_url must be at most 2048 bytes',
  },
  { body: { label: {} }, message: 'label must be a string' },
  ...['tomorrow', '2026-02-31T00:00:00Z', []].map((expires_at) => ({
    body: { expires_at },
    message: 'expires_at must be an ISO 8601 time with an offset or epoch milliseconds',
  })),
  { body: { expires_at: '2020-01-01T00:00:00Z' }, message: 'expires_at must lie in the future' },
  ...[0, 1.5, 1e10, 'x'].map((max_clicks) => ({
    body: { max_clicks },
    message: 'max_clicks must be an integer from 1 to 1000000000',
  })),
  ...['', 'é'.repeat(65), []].map((password) => ({ body: { password }, message: 'password must be 1 to 128 bytes' })),
  { body: { redirect_status: 303 }, message: 'redirect_status must be 301, 302, 307 or 308' },
  { body: { forward_query: 'true' }, message: 'forward_query must be a boolean' },
  ...['a', [''], ['x'.repeat(51)], Array.from({ length: 21 }, () => 'a')].map((tags) => ({
    body: { tags },
    message: 'tags must be a list of at most 20 strings of 1 to 50 bytes',
  })),
];

/** Wrong fields by operation on links; `project` exists. */
export async function linkFieldErrors(operationId: string, project: TestProject, world: World): Promise<FieldError[]> {
  switch (operationId) {
    case 'createLink':
      return [
        ...[undefined, null, '', '0', ' '].map((destination_url) => ({
          body: { x: 1, destination_url },
          message: 'destination_url is required',
        })),
        ...['ab', 'a b c', 'x'.repeat(65), 'ünï', []].map((code) => ({
          body: { ...target, code },
          message: 'code must be 3 to 64 characters of A-Z, a-z, 0-9, - and _',
        })),
        { body: { ...target, code: 'api' }, message: 'code is reserved' },
        { body: { destination_url: ownLink(world) }, message: OWN_LINK },
        ...LINK.map(({ body, message }) => ({ body: { ...target, ...(body as object) }, message })),
      ];
    case 'bulkCreateLinks':
      return [
        ...[[], {}, 'x', null, Array.from({ length: 1001 }, () => 0)].map((links) => ({
          body: { links, x: 1 },
          message: 'links must be a list of 1 to 1000 links',
        })),
        ...[null, 5, {}, [], { label: 'x' }, { ...target, max_clicks: 0 }].map((link) => ({
          body: { links: [link] },
          message: 'All links were rejected',
        })),
      ];
    case 'editLink': {
      const code = await linkOf(world, project);
      const nothing = 'Nothing to update. Provide destination_url, label, or is_active.';
      return [
        ...noCodes({ label: 'x' }),
        { body: { code }, message: nothing },
        { body: { code, label: null }, message: nothing },
        { body: { code, clear: [] }, message: nothing },
        ...['', '0'].map((destination_url) => ({
          body: { code, destination_url },
          message: 'destination_url cannot be empty',
        })),
        ...[0, 'false', []].map((is_active) => ({ body: { code, is_active }, message: 'is_active must be a boolean' })),
        { body: { code, destination_url: ownLink(world) }, message: OWN_LINK },
        ...['label', ['label'], [{}]].map((clear) => ({
          body: { code, clear },
          message: 'clear must be a list of expires_at, max_clicks and password',
        })),
        ...LINK.map(({ body, message }) => ({ body: { code, ...(body as object) }, message })),
      ];
    }
    case 'deleteLink':
      return noCodes({});
    default:
      return [];
  }
}

function ownLink({ http }: World): string {
  return http.url('/l/k3Zq81Ab');
}

function noCodes(rest: object): FieldError[] {
  return [undefined, null, '', '0', ' ', [], {}].map((code) => ({
    body: { x: 1, ...rest, code },
    message: 'code is required',
  }));
}
