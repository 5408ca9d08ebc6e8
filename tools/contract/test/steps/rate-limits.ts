import { startServer, type TestServer } from '@micrologs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/http.ts';
import type { Operation, RateLimit } from '../../src/openapi.ts';
import { text } from '../../src/validator.ts';
import type { Walk } from '../../src/walk.ts';
import { type TestProject, World } from '../../src/world.ts';

const EVENTS_PER_BATCH = 500;

/** Which key makes a bucket count. */
const SCHEMES: Record<string, string> = { project_ip: 'publicKey', secret_key: 'secretKey' };

function costOf({ id }: Operation, bucket: string): number {
  return id === 'trackBatch' && bucket === 'secret_key' ? EVENTS_PER_BATCH : 1;
}

export function rateLimitsStep(walk: Walk): void {
  const { recorder } = walk;
  const limits = walk
    .operations(({ rateLimits, tag }) => rateLimits.length > 0 && tag !== 'Redirects')
    .flatMap(([id, operation]) => operation.rateLimits.map((limit) => [id, limit.bucket, operation, limit] as const));

  describe('rate limits as the contract tells them', () => {
    let server: TestServer | undefined;
    let world: World;
    let trackingServer: TestServer | undefined;
    let trackingWorld: World;
    /** Tracking limits count by project, so each gets one; making them would spend what the limit of creating allows. */
    const projects = new Map<RateLimit, TestProject>();

    beforeAll(async () => {
      server = await startServer({ env: { RATE_LIMITS: 'on' } });
      world = new World(server);
      trackingServer = await startServer({ env: { RATE_LIMITS: 'projects/create=off' } });
      trackingWorld = new World(trackingServer);
      for (const [id, bucket, , limit] of limits) {
        if (bucket !== 'ip') projects.set(limit, await trackingWorld.newProject({ name: id }));
      }
    });

    afterAll(async () => {
      world?.close();
      trackingWorld?.close();
      await server?.stop();
      await trackingServer?.stop();
    });

    const worldOf = ({ bucket }: RateLimit) => (bucket === 'ip' ? world : trackingWorld);

    /** A request whose fields are wrong costs as much as a good one, and changes nothing. */
    function spend(
      operation: Operation,
      limit: RateLimit,
      project: TestProject,
      path = operation.path,
    ): Promise<Answer> {
      const { bucket } = limit;
      const scheme = SCHEMES[bucket] ?? operation.security[0];
      const events = Array.from({ length: costOf(operation, bucket) }, () => 0);
      return worldOf(limit).call(operation, project, {
        scheme,
        path,
        ...(operation.body ? { body: JSON.stringify({ events }) } : {}),
      });
    }

    /** Events by the secret key share one bucket, whichever operation takes them. */
    async function spendMostOf(limit: RateLimit, project: TestProject): Promise<number> {
      const batch = walk.contract.operation('trackBatch');
      let spent = 0;
      for (; spent < limit.points - EVENTS_PER_BATCH; spent += EVENTS_PER_BATCH) await spend(batch, limit, project);
      return spent;
    }

    it.each(limits)('%s by %s', async (_, bucket, operation, limit) => {
      const project = projects.get(limit) ?? server!.project;
      const cost = costOf(operation, bucket);
      let spent = bucket === 'secret_key' && cost === 1 ? await spendMostOf(limit, project) : 0;
      let answer = await spend(operation, limit, project);
      // Some of it comes back while the loop runs, so the refusal may come a little later, but never earlier.
      for (; answer.status !== 429 && spent < limit.points * 20; answer = await spend(operation, limit, project)) {
        recorder.check(operation, answer, `request ${spent}`);
        expect(answer.headers['ratelimit-limit'], text(answer)).toBe(String(limit.points));
        spent += cost;
      }
      recorder.check(operation, answer, 'the refused request');
      expect(answer.status, text(answer)).toBe(429);
      expect(spent).toBeGreaterThanOrEqual(limit.points);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1);
      expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(limit.seconds);
      expect(Number(answer.headers['ratelimit-remaining'])).toBeLessThan(cost);
      if (!operation.path.startsWith('/api/')) return;
      // Some of it has come back by now; a bucket of its own would give all of it.
      const spendByAlias = () => spend(operation, limit, project, `${operation.path}.php`);
      let more = 0;
      while (more < limit.points && (await spendByAlias()).status !== 429) more += cost;
      expect(more, 'the alias shares the bucket').toBeLessThan(limit.points);
    });

    it('health is never limited', async () => {
      const health = walk.contract.operation('getHealth');
      for (let i = 0; i < 200; i += 1) expect((await world.call(health, server!.project)).status).toBe(200);
    });

    it('wrong admin keys are slowed down, by address', async () => {
      const list = walk.contract.operation('getProjectsLedger');
      const guess = () => world.call(list, server!.project, { scheme: undefined, headers: { 'X-Admin-Key': 'guess' } });
      let answer = await guess();
      for (let i = 0; i < 1_000 && answer.status === 401; i += 1) answer = await guess();
      expect(answer.status).toBe(429);
      recorder.check(list, answer, 'guessing');
    });
  });
}
