import { resolve } from '../document.mjs';

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';
const KEYS = {
  publicKey: 'X-API-Key: {{publicKey}}',
  secretKey: 'X-API-Key: {{secretKey}}',
  adminKey: 'X-Admin-Key: {{adminKey}}',
};
/** Without these a pageview or a click is a bot's. */
const BROWSER = [
  'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'Accept: text/html,*/*',
  'Accept-Language: en',
];
const BROWSERS = new Set(['trackPageview', 'openShortLink', 'unlockShortLink', 'followLink']);

/** Of each variable that stands for something that the user has, a value such as it has. */
const VARIABLES = {
  url: 'http://127.0.0.1:8080',
  publicKey: 'b7d1000000000000000000000000b7d1',
  secretKey: '3f9a00000000000000000000000000000000000000000000000000000000003f',
  adminKey: 'the admin key of the installation',
  projectId: 3,
  linkCode: 'k3Zq81Ab',
  lockedLinkCode: 'p8Yt22Qx',
  groupId: 12,
  webhookId: 2,
  deadLetterId: 7,
};

/** The values of these fields are somebody's own, by the tag of the operation: a variable takes the place of the example. */
const OWN_VALUES = {
  Projects: { id: '{{projectId}}', key: '"{{publicKey}}"' },
  Links: { code: '"{{linkCode}}"' },
  Redirects: { code: '"{{linkCode}}"', c: '"{{linkCode}}"' },
  Webhooks: { id: '{{webhookId}}' },
  'Dead letters': { id: '{{deadLetterId}}', project_id: '{{projectId}}' },
  Tracking: { id: '{{groupId}}', ids: '[{{groupId}}]' },
  Analytics: { id: '{{groupId}}', code: '"{{linkCode}}"' },
};
/** What these make has a value that was nobody's before. */
const MAKERS = new Set(['createLink', 'bulkCreateLinks', 'createProject', 'createWebhook']);

/** docs/micrologs.http: every operation with its examples, as requests that editors send. */
export function emitHttpFile(document, operations) {
  const variables = Object.entries(VARIABLES).map(([name, value]) => `@${name} = ${value}`);
  const requests = operations.flatMap((operation) => requestsOf(document, operation));
  return `# Generated from openapi.yaml by tools/generate. Do not edit.
#
# Every operation of Micrologs, to be sent from an editor (JetBrains HTTP Client, REST Client for VS Code).
# Put your server and your keys here; the other values are of things that you have made.

${variables.join('\n')}

${requests.join('\n')}`;
}

function requestsOf(document, operation) {
  const { bodyExamples, path, method } = operation;
  const form = resolve(document, document.paths[path][method.toLowerCase()].requestBody)?.content?.[FORM_TYPE];
  if (form) return [requestText(operation, '', FORM_TYPE, new URLSearchParams(form.example).toString())];
  if (bodyExamples.length === 0) return [requestText(operation, '', null, '')];
  return bodyExamples.map(([name, value]) =>
    requestText(operation, bodyExamples.length > 1 ? ` (${name})` : '', JSON_TYPE, bodyText(operation, value)),
  );
}

function requestText({ id, method, path, tag, security, parameters, summary }, variant, type, body) {
  const key = security.find((scheme) => scheme in KEYS && !(scheme === 'publicKey' && security.includes('secretKey')));
  const headers = [
    ...(key ? [KEYS[key]] : []),
    ...(BROWSERS.has(id) ? BROWSER : []),
    ...(type ? [`Content-Type: ${type}`] : []),
  ];
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  const query = inQuery
    .filter(({ required, name }) => required || name === 'range')
    .map((parameter) => `${parameter.name}=${own(tag, parameter.name)?.replaceAll('"', '') ?? exampleOf(parameter)}`);
  const others = inQuery.filter(({ required, name }) => !required && name !== 'range').map(({ name }) => name);
  const target = path.replace('{code}', id === 'unlockShortLink' ? '{{lockedLinkCode}}' : '{{linkCode}}');
  return [
    `### ${tag}: ${summary}${variant}`,
    `# ${id}${others.length > 0 ? `; also takes ${others.join(', ')}` : ''}`,
    `${method} {{url}}${target}${query.length > 0 ? `?${query.join('&')}` : ''}`,
    ...headers,
    ...(body ? ['', body] : []),
    '',
  ].join('\n');
}

const exampleOf = ({ name, example, examples = {} }) =>
  name === 'range' ? '30d' : (example ?? Object.values(examples)[0].value);

const own = (tag, name) => OWN_VALUES[tag]?.[name];

/** JSON of an example, with variables in the place of what is somebody's own. */
function bodyText({ id, tag }, example) {
  const replaced = MAKERS.has(id)
    ? Object.fromEntries(Object.entries(example).filter(([name]) => name !== 'code'))
    : Object.fromEntries(
        Object.entries(example).map(([name, value]) => [name, own(tag, name) ? `@own:${name}` : value]),
      );
  return JSON.stringify(replaced, null, 2).replace(/"@own:(\w+)"/g, (_, name) => own(tag, name));
}
