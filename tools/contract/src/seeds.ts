import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import type { TestProject, World } from './world.ts';

/** The password of `lockedLinkOf`, as the contract's example of the form has it. */
export const PASSWORD = 'open sesame';

const groups = new WeakMap<TestProject, Promise<number>>();
const links = new WeakMap<TestProject, Promise<string>>();
const webhooks = new WeakMap<TestProject, Promise<number>>();
const delivered = new WeakMap<TestProject, Promise<number>>();
const lockedLinks = new WeakMap<TestProject, Promise<string>>();

/** The id of an error group of a project, made when it is first asked for. */
export function groupOf(world: World, project: TestProject): Promise<number> {
  return once(groups, project, async () => {
    await world.ask(project, '/api/track/error', { message: 'a seed of the walk', error_type: 'SeedError' });
    return vi.waitFor(
      async () => {
        const { errors } = (await world.ask(project, '/api/analytics/errors')) as { errors: { id: number }[] };
        if (!errors[0]) throw new Error('The error has not been stored');
        return errors[0].id;
      },
      { timeout: 30_000, interval: 50 },
    );
  });
}

/** The code of a link of a project, made when it is first asked for. */
export function linkOf(world: World, project: TestProject): Promise<string> {
  return once(links, project, () => newLink(world, project));
}

/** The same with a password. */
export function lockedLinkOf(world: World, project: TestProject): Promise<string> {
  return once(lockedLinks, project, () => newLink(world, project, { password: PASSWORD }));
}

/** The group and the link that examples for a project are about. */
export function rememberSeeds(project: TestProject, seeds: { group: number; code: string }): void {
  groups.set(project, Promise.resolve(seeds.group));
  links.set(project, Promise.resolve(seeds.code));
}

export async function newLink(world: World, project: TestProject, input: object = {}): Promise<string> {
  const body = { destination_url: 'https://shop.test/sale', label: 'Footer', ...input };
  return (await world.ask(project, '/api/links/create', body)).code as string;
}

/** The id of a webhook endpoint of a project, made when it is first asked for. */
export function webhookOf(world: World, project: TestProject): Promise<number> {
  return once(webhooks, project, () => newWebhook(world, project));
}

export async function newWebhook(world: World, project: TestProject): Promise<number> {
  // A name that leads inside, so that nothing is sent to anybody.
  const body = { url: 'http://localhost:9/', triggers: [{ type: 'webhook.disabled' }] };
  const { webhook } = (await world.ask(project, '/api/webhooks/create', body)) as { webhook: { id: number } };
  return webhook.id;
}

/** The id of a webhook endpoint, to which two deliveries have been tried when it is first asked for. */
export function deliveriesOf(world: World, project: TestProject): Promise<number> {
  return once(delivered, project, async () => {
    const id = await webhookOf(world, project);
    for (let pings = 0; pings < 2; pings += 1) await world.ask(project, '/api/webhooks/ping', { id });
    return vi.waitFor(
      async () => {
        const path = `/api/webhooks/deliveries?webhook_id=${id}&status=failed`;
        if (((await world.ask(project, path)) as { count: number }).count < 2) throw new Error('Not tried yet');
        return id;
      },
      { timeout: 30_000, interval: 50 },
    );
  });
}

/** A code that no link ever had. */
export function unusedCode(): string {
  return randomUUID().slice(0, 13);
}

function once<T>(known: WeakMap<TestProject, Promise<T>>, project: TestProject, make: () => Promise<T>): Promise<T> {
  let made = known.get(project);
  if (!made) {
    made = make();
    known.set(project, made);
  }
  return made;
}
