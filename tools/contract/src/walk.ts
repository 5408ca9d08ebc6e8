import type { Answer } from './http.ts';
import { Contract, type Operation } from './openapi.ts';
import { Random, seedOfThisRun } from './random.ts';
import { Recorder } from './recorder.ts';
import { json } from './validator.ts';
import type { TestProject, World } from './world.ts';

/** What all steps of one walk share. The tests of a file run one after the other, so this may be filled as they go. */
export class Walk {
  readonly contract = new Contract();
  readonly recorder = new Recorder(this.contract);
  readonly seed = seedOfThisRun();
  readonly random = new Random(this.seed);
  readonly #acknowledged = new Map<number, number>();
  #world: World | undefined;
  #project: TestProject | undefined;

  /** The server with its rate limits off, where most of the walk happens. */
  get world(): World {
    if (!this.#world) throw new Error('The server has not started');
    return this.#world;
  }

  /** A project with some of everything, for reports. */
  get project(): TestProject {
    if (!this.#project) throw new Error('The project has not been made');
    return this.#project;
  }

  start(world: World, project: TestProject): void {
    this.#world = world;
    this.#project = project;
  }

  /** Operations as titled rows of `it.each`. */
  operations(wanted: (operation: Operation) => boolean = () => true): [string, Operation][] {
    return this.contract.operations.filter(wanted).map((operation) => [operation.id, operation]);
  }

  /** Sends an operation for a project, checks the answer, and counts the events that it acknowledges. */
  async send(
    operation: Operation,
    project: TestProject,
    request: Parameters<World['call']>[2],
    what: string,
  ): Promise<Answer> {
    const answer = await this.world.call(operation, project, request);
    this.recorder.check(operation, answer, what, request?.method);
    this.#count(project, acknowledged(operation, answer));
    return answer;
  }

  /** Events that the server has said to hold for a project, dropped ones included. */
  acknowledgedFor(project: TestProject): number {
    return this.#acknowledged.get(project.id) ?? 0;
  }

  #count({ id }: TestProject, events: number): void {
    if (events > 0) this.#acknowledged.set(id, (this.#acknowledged.get(id) ?? 0) + events);
  }
}

/** Of short links, what was led on: such a request is an event of the link's project, whether it counts as a click or not. */
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

function acknowledged({ id: operationId, tag }: Operation, answer: Answer): number {
  if (tag === 'Redirects') return REDIRECTS.has(answer.status) ? 1 : 0;
  const isSingle = ['trackPageview', 'trackError', 'trackAudit'].includes(operationId);
  if (isSingle) return answer.status === 202 || answer.status === 204 ? 1 : 0;
  if (operationId !== 'trackBatch' || answer.status !== 202) return 0;
  return (json(answer).data as { accepted: number }).accepted;
}

/** Runs `work` for all items, a few at a time. */
export async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
    }),
  );
}
