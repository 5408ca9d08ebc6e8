import type { Operation, Parameter } from './openapi.ts';
import { isObject } from './openapi.ts';
import { deliveriesOf, groupOf, linkOf, lockedLinkOf, unusedCode, webhookOf } from './seeds.ts';
import type { TestProject, World } from './world.ts';

/** A request that the contract shows as a good one, made to fit a project that exists. */
export interface ExampleRequest {
  /** Of the example in openapi.yaml. */
  name: string;
  project: TestProject;
  path: string;
  query: string;
  contentType?: string;
  body?: string;
}

type Fields = Record<string, unknown>;
/** What an example needs of the world before it can be sent. */
type Adapter = (value: Fields, project: TestProject, world: World) => Promise<Fields> | Fields;

/** Ids, codes and keys in the examples are made up; here they become real ones. */
const BODY_ADAPTERS: Record<string, Adapter> = {
  editProject: withId,
  toggleProject: withId,
  regenerateProjectKeys: withId,
  deleteProject: withId,
  verifyKey: (value, project) => ({ ...value, key: project.publicKey }),
  updateErrorStatus: async (value, project, world) => {
    const group = await groupOf(world, project);
    return 'ids' in value ? { ...value, ids: [group] } : { ...value, id: group };
  },
  replayDeadLetters: withLetter,
  dropDeadLetters: withLetter,
  // A code is free once only.
  createLink: (value) => ('code' in value ? { ...value, code: unusedCode() } : value),
  editLink: withCode,
  deleteLink: withCode,
  editWebhook: withWebhook,
  deleteWebhook: withWebhook,
  rotateWebhookSecret: withWebhook,
  pingWebhook: withWebhook,
  replayWebhookDeliveries: withWebhook,
};

const PARAMETER_ADAPTERS: Record<string, Adapter> = {
  listDeadLetters: (value, project) => ('project_id' in value ? { ...value, project_id: project.id } : value),
  getDeadLetter: withLetter,
  getWebhook: withWebhook,
  getErrorDetail: async (value, project, world) => ({ ...value, id: await groupOf(world, project) }),
  getErrorTrend: async (value, project, world) =>
    'group_id' in value ? { ...value, group_id: await groupOf(world, project) } : value,
  listWebhookDeliveries: async (value, project, world) => {
    const webhook = await deliveriesOf(world, project);
    return 'webhook_id' in value ? { ...value, webhook_id: webhook } : value;
  },
  getLinkDetail: withCode,
  getLink: withCode,
  getLinkQr: withCode,
  openShortLink: withCode,
  probeShortLink: withCode,
  unlockShortLink: async (value, project, world) => ({ ...value, code: await lockedLinkOf(world, project) }),
  followLink: async (value, project, world) => ({ ...value, c: await linkOf(world, project) }),
  probeLink: async (value, project, world) => ({ ...value, c: await linkOf(world, project) }),
};

function withId(value: Fields, project: TestProject): Fields {
  return { ...value, id: project.id };
}

/** A letter goes when it is replayed or dropped, so each request gets one of its own. */
async function withLetter(value: Fields, project: TestProject, world: World): Promise<Fields> {
  const id = await world.newDeadLetter(project);
  return 'id' in value ? { ...value, id } : { ...value, project_id: project.id };
}

async function withWebhook(value: Fields, project: TestProject, world: World): Promise<Fields> {
  return { ...value, id: await webhookOf(world, project) };
}

async function withCode(value: Fields, project: TestProject, world: World): Promise<Fields> {
  return { ...value, code: await linkOf(world, project) };
}

/** Projects that an example is about, where an ordinary one will not do. */
const PROJECTS: Record<string, Parameters<World['newProject']>[0]> = {
  'trackPageview cookieless': { cookieless: true },
};

/** Parameters whose good values come from an answer; they have a step of their own. */
const FROM_ANSWERS = new Set(['cursor', 'table']);

/**
 * Every example of a good request to an operation. Those with a body get a project of their own, since they may change or
 * delete it.
 * @param shared the project that reports are about
 */
export async function exampleRequests(
  operation: Operation,
  world: World,
  shared: TestProject,
): Promise<ExampleRequest[]> {
  const { id, body, form, parameters } = operation;
  if (form) {
    const contentType = 'application/x-www-form-urlencoded';
    const target = await targetOf(operation, {}, shared, world);
    return [
      { name: 'form', project: shared, ...target, contentType, body: new URLSearchParams(form.fields).toString() },
    ];
  }
  const requests: ExampleRequest[] = [];
  if (body) {
    for (const { type, examples } of body.contents) {
      if (examples.length === 0) throw new Error(`${id} has no example of a ${type} body`);
      for (const { name, value } of examples) {
        const project = await world.newProject(PROJECTS[`${id} ${name}`]);
        const adapt = BODY_ADAPTERS[id];
        const adapted = isObject(value) && adapt ? await adapt(value, project, world) : value;
        const sent = typeof adapted === 'string' ? adapted : JSON.stringify(adapted);
        requests.push({ name, project, path: operation.path, query: '', contentType: type, body: sent });
      }
    }
    return requests;
  }
  const targets = new Map<string, ExampleRequest>();
  for (const values of [{}, ...valuesOf(parameters)]) {
    const target = await targetOf(operation, values, shared, world);
    const name = target.query || 'nothing but what is required';
    targets.set(name, { name, project: shared, ...target });
  }
  return [...targets.values()];
}

/** Where a request goes, with the parameters that it cannot do without. */
async function targetOf(
  { id, path, parameters }: Operation,
  given: Fields,
  project: TestProject,
  world: World,
): Promise<{ path: string; query: string }> {
  const required = parameters
    .filter((parameter) => parameter.required)
    .map(({ name, examples }) => [name, examples[0]!.value]);
  const values = { ...Object.fromEntries(required), ...given };
  const adapted = (await PARAMETER_ADAPTERS[id]?.(values, project, world)) ?? values;
  const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
  const search = Object.entries(adapted).filter(([name]) => !inPath.includes(name));
  return {
    path: path.replace(/\{(\w+)\}/g, (_, name: string) => String(adapted[name])),
    query: new URLSearchParams(
      // A list is the parameter repeated.
      search.flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, String(each)])),
    ).toString(),
  };
}

/** Each example of each query parameter, together with an example of all the others. */
function valuesOf(parameters: readonly Parameter[]): Fields[] {
  const inQuery = parameters.filter((parameter) => parameter.in === 'query' && !FROM_ANSWERS.has(parameter.name));
  return inQuery.flatMap((parameter) => {
    if (parameter.examples.length === 0) throw new Error(`The parameter ${parameter.name} has no example`);
    return parameter.examples.map((example) =>
      Object.fromEntries(
        inQuery.map((other) => [other.name, (other === parameter ? example : other.examples[0])!.value]),
      ),
    );
  });
}
