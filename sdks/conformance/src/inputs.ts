import { type ExampleRequest, exampleRequests } from '../../../tools/contract/src/examples.ts';
import type { Operation } from '../../../tools/contract/src/openapi.ts';
import type { TestProject, World } from '../../../tools/contract/src/world.ts';

/** One call of an operation, as users of an SDK make it. */
export interface SdkCall {
  /** Of the example in openapi.yaml. */
  example: string;
  project: TestProject;
  /** Path, query and body fields together. */
  input: Record<string, unknown>;
}

/**
 * A call for each example of the contract, made to fit projects that exist.
 * @param shared the project that reports are about
 * @throws Error when the contract shows no example of something that the operation needs
 */
export async function callsOf(operation: Operation, world: World, shared: TestProject): Promise<SdkCall[]> {
  const requests = await exampleRequests(operation, world, shared);
  return requests
    .filter(({ contentType }) => contentType !== 'text/plain')
    .map((request) => ({ example: request.name, project: request.project, input: inputOf(operation, request) }));
}

function inputOf({ path, parameters, form }: Operation, request: ExampleRequest): Record<string, unknown> {
  const numbers = new Set(parameters.filter(({ schema }) => schema.type === 'integer').map(({ name }) => name));
  const query = [...new URLSearchParams(request.query)].map(([name, value]) => [
    name,
    numbers.has(name) ? Number(value) : value,
  ]);
  const body = request.body === undefined ? {} : (form?.fields ?? JSON.parse(request.body));
  return { ...pathValues(path, request.path), ...Object.fromEntries(query), ...body };
}

function pathValues(template: string, path: string): Record<string, string> {
  const pattern = template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return { ...new RegExp(`^${pattern}$`).exec(path)?.groups };
}
