import type { Operation, Parameter } from './openapi.ts';
import { isObject } from './openapi.ts';
import type { TestProject, World } from './world.ts';

/** A request that the contract shows as a good one, made to fit a project that exists. */
export interface ExampleRequest {
  /** Of the example in openapi.yaml. */
  name: string;
  project: TestProject;
  query: string;
  contentType?: string;
  body?: string;
  headers?: Record<string, string>;
}

/** What an example needs of the world before it can be sent. */
type Adapter = (value: Record<string, unknown>, project: TestProject) => Record<string, unknown>;

/** Ids and keys in the examples are made up; here they become those of a real project. */
const ADAPTERS: Record<string, Adapter> = {
  editProject: withId,
  toggleProject: withId,
  regenerateProjectKeys: withId,
  deleteProject: withId,
  verifyKey: (value, project) => ({ ...value, key: project.publicKey }),
};

function withId(value: Record<string, unknown>, project: TestProject): Record<string, unknown> {
  return { ...value, id: project.id };
}

/** Projects that an example is about, where an ordinary one will not do. */
const PROJECTS: Record<string, Parameters<World['newProject']>[0]> = {
  'trackPageview cookieless': { cookieless: true },
};

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
  const requests: ExampleRequest[] = [];
  const add = async (name: string, request: Omit<ExampleRequest, 'name' | 'project'>, body?: unknown) => {
    if (body === undefined) return requests.push({ name, project: shared, ...request });
    const project = await world.newProject(PROJECTS[`${operation.id} ${name}`]);
    const adapt = ADAPTERS[operation.id];
    const value = isObject(body) && adapt ? adapt(body, project) : body;
    return requests.push({
      name,
      project,
      ...request,
      body: typeof value === 'string' ? value : JSON.stringify(value),
    });
  };
  if (operation.body) {
    for (const { type, examples } of operation.body.contents) {
      if (examples.length === 0) throw new Error(`${operation.id} has no example of a ${type} body`);
      for (const { name, value } of examples) await add(name, { query: '', contentType: type }, value);
    }
    return requests;
  }
  await add('no parameters', { query: '' });
  for (const query of queriesOf(operation.parameters)) await add(query, { query });
  return requests;
}

/** Each example of each query parameter, together with an example of all the others. */
function queriesOf(parameters: readonly Parameter[]): string[] {
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  const queries = new Set<string>();
  for (const parameter of inQuery) {
    if (parameter.examples.length === 0) throw new Error(`The parameter ${parameter.name} has no example`);
    for (const example of parameter.examples) {
      const search = new URLSearchParams();
      for (const other of inQuery) {
        search.set(other.name, String((other === parameter ? example : other.examples[0])!.value));
      }
      queries.add(search.toString());
    }
  }
  return [...queries];
}
