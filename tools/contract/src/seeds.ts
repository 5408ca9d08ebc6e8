import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import type { TestProject, World } from './world.ts';

/** The password of `lockedLinkOf`, as the contract's example of the form has it. */
export const PASSWORD = 'open sesame';

const groups = new WeakMap<TestProject, Promise<number>>();
const links = new WeakMap<TestProject, Promise<string>>();
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
