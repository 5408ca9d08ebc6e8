import { endpoints, type OperationId, type RequestContext } from './endpoint.ts';

/** Answers one request whose key, limit and input are settled. */
export type Handler = (ctx: RequestContext) => unknown;
export type Handlers = Partial<Record<OperationId, Handler>>;

/**
 * One handler for each operation of openapi.yaml.
 * @param inFront operations that are answered before the routes
 * @throws Error naming operations without a handler, with two, or handlers of no operation: a fault of this program
 */
export function collectHandlers(
  tables: readonly Handlers[],
  inFront: ReadonlySet<string> = new Set(),
): Record<OperationId, Handler> {
  const handlers: Handlers = {};
  const problems: string[] = [];
  for (const table of tables) {
    for (const [id, handler] of Object.entries(table) as [OperationId, Handler][]) {
      if (!Object.hasOwn(endpoints, id)) problems.push(`${id} is not in openapi.yaml`);
      if (handlers[id]) problems.push(`${id} has two handlers`);
      handlers[id] = handler;
    }
  }
  for (const id of Object.keys(endpoints) as OperationId[]) {
    if (inFront.has(id)) continue;
    if (!handlers[id]) problems.push(`${id} has no handler`);
  }
  if (problems.length > 0) throw new Error(`The routes do not match openapi.yaml: ${problems.join('; ')}`);
  return handlers as Record<OperationId, Handler>;
}
