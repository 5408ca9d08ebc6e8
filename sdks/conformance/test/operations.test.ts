import { answerTables } from '@micrologs/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Contract, type Operation } from '../../../tools/contract/src/openapi.ts';
import { type StartedWorld, startWorld } from '../../../tools/contract/src/start.ts';
import { Validator } from '../../../tools/contract/src/validator.ts';
import type { TestProject } from '../../../tools/contract/src/world.ts';
import { Adapter } from '../src/adapter.ts';
import { ADAPTERS } from '../src/adapters.ts';
import { faultsBesidesEmptyObjects, valueFaults } from '../src/answers.ts';
import { callsOf } from '../src/inputs.ts';

const contract = new Contract();
const validator = new Validator(contract);

/** The operations with a name, and that name; and those without whose answer ends. */
const sdkName = ({ method, path }: Operation) =>
  (contract.document.paths as Record<string, Record<string, Record<string, unknown>>>)[path]![method.toLowerCase()]![
    'x-sdk-name'
  ] as string | undefined;
const named = contract.operations.filter((operation) => sdkName(operation) !== undefined);
const unnamed = contract.operations.filter((operation) => sdkName(operation) === undefined && !operation.isStream);
/** What one call does not hold is asked for by cursor. */
const paged = named.filter(({ parameters }) => parameters.some(({ name }) => name === 'cursor'));

let started: StartedWorld;

beforeAll(async () => {
  started = await startWorld();
});

afterAll(async () => {
  await started?.server.stop();
  await started?.close();
});

describe.each(ADAPTERS)('every operation from $name', (definition) => {
  let sdk: Adapter;

  beforeAll(async () => {
    sdk = await Adapter.start(definition);
  });
  afterAll(() => sdk?.stop());

  function createClient({ secretKey, publicKey }: TestProject, { security }: Operation): Promise<void> {
    const { url: host, adminKey } = started.server;
    // Pageviews alone are not taken with the secret key.
    const key = security[0] === 'publicKey' && !security.includes('secretKey') ? publicKey : secretKey;
    return sdk.create({ host, key, adminKey, timeoutMs: 30_000 });
  }

  it.each(named.map((operation) => [sdkName(operation)!, operation] as const))('%s', async (name, operation) => {
    const calls = await callsOf(operation, started.world, started.project);
    expect(calls, 'calls made of the examples in openapi.yaml').not.toEqual([]);
    for (const { example, project, input } of calls) {
      await createClient(project, operation);
      const value = await sdk.call(name, input);
      // A program that sends a pageview of its own is a bot, which is answered without a body.
      if (operation.id === 'trackPageview' && value === null) continue;
      const faults = valueFaults(operation, value, { contract, validator });
      expect(definition.hasEmptyObjects ? faults : faultsBesidesEmptyObjects(faults, value), example).toEqual([]);
    }
  });

  it.each(paged.map((operation) => [sdkName(operation)!, operation] as const))(
    '%s, page after page',
    async (name, operation) => {
      const list = Object.keys(answerTables[operation.id as keyof typeof answerTables])[0]!;
      const [{ project, input }] = (await callsOf(operation, started.world, started.project)) as [
        Awaited<ReturnType<typeof callsOf>>[0],
      ];
      await createClient(project, operation);
      const whole = (await sdk.call(name, { ...input, limit: 100 })) as Record<string, unknown[]>;
      const rows = await sdk.iterate(name, { ...input, limit: 1 }, 5);
      expect(rows).toEqual(whole[list]!.slice(0, 5));
      expect(rows.length).toBeGreaterThan(1);
    },
  );

  it.each(unnamed.map((operation) => [operation.id, operation] as const))('%s by its id', async (id, operation) => {
    for (const { project, input } of await callsOf(operation, started.world, started.project)) {
      await createClient(project, operation);
      const answer = await sdk.send({ do: 'request', operation: id, input });
      // Short links lead on, which an SDK does not follow.
      if (answer.ok) expect(answer.value).not.toBe('');
      else expect([...operation.answers.keys()], answer.error.message).toContain(answer.error.status);
    }
  });

  it('an operation with a name by its id, too', async () => {
    await sdk.create({ host: started.server.url, key: started.project.secretKey });
    expect(await sdk.request('listLinks', { limit: 1 })).toEqual(await sdk.call('links.list', { limit: 1 }));
  });
});
