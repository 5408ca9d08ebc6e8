import { type CursorScope, decodeCursor, encodeCursor, parseQuery, unwrap } from '@micrologs/contract';
import { NotFoundError } from '@micrologs/domain';
import { type Administrator, type Outcome, ProjectService } from '@micrologs/projects';
import type { AppOptions } from '../app-options.ts';
import { bodyOf } from '../contract-input.ts';
import type { RequestContext } from '../endpoint.ts';
import type { Handler, Handlers } from '../handlers.ts';
import { countsAnswer, readLedger, totalOf } from '../ledger.ts';
import { publicUrlOf } from '../public-url.ts';
import { replyRead } from '../read-answer.ts';
import { replySuccess } from '../reply.ts';

type ProjectsOptions = Pick<
  AppOptions,
  'storage' | 'queue' | 'keyRing' | 'links' | 'clock' | 'ipHash' | 'appUrl' | 'basePath' | 'trustedProxies'
>;

/** The list is no project's own. */
const INSTALLATION = 0;

/** Projects and their keys. Changes are in force before their answer leaves. */
export function projectsHandlers(options: ProjectsOptions): Handlers {
  const { storage, queue, keyRing, links, clock } = options;
  const service = new ProjectService(storage.projects, clock);

  /** A handler that changes projects. */
  const changing =
    (change: (ctx: RequestContext, by: Administrator) => Promise<Outcome<object>>): Handler =>
    async (ctx) => {
      const outcome = await change(ctx, { via: 'api', ipHash: options.ipHash(ctx.state.clientIp) });
      await keyRing.refresh();
      replySuccess(ctx, outcome);
    };
  const assertExists = async (id: number) => {
    if (!(await storage.projects.all()).some((project) => project.id === id)) {
      throw new NotFoundError('Project not found');
    }
  };

  return {
    createProject: changing(async (ctx, by) =>
      service.create(await bodyOf(ctx, 'createProject'), publicUrlOf(ctx.req, options), by),
    ),
    editProject: changing(async (ctx, by) => service.edit(await bodyOf(ctx, 'editProject', assertExists), by)),
    toggleProject: changing(async (ctx, by) => service.toggle(await bodyOf(ctx, 'toggleProject', assertExists), by)),
    regenerateProjectKeys: changing(async (ctx, by) =>
      service.regenerateKeys(await bodyOf(ctx, 'regenerateProjectKeys', assertExists), by),
    ),
    deleteProject: changing(async (ctx, by) => {
      const outcome = await service.delete(await bodyOf(ctx, 'deleteProject', assertExists), by);
      links.forgetAll();
      return outcome;
    }),
    listProjects: async (ctx) => {
      const query = unwrap(parseQuery('listProjects', new URLSearchParams(ctx.querystring)));
      const scope: CursorScope = { operationId: 'listProjects', project: INSTALLATION, query };
      const before = decodeCursor(scope, query.cursor, 1)?.[0];
      const { last, message, data } = await service.list(publicUrlOf(ctx.req, options), { before, limit: query.limit });
      const next_cursor = last === null ? null : encodeCursor(scope, [last]);
      replyRead(ctx, 'listProjects', { message, data: { ...data, next_cursor } });
    },
    verifyKey: async (ctx) => replySuccess(ctx, await service.verify(await bodyOf(ctx, 'verifyKey'))),
    getProjectsLedger: async (ctx) => {
      const ledger = await readLedger(storage, queue);
      replySuccess(ctx, {
        message: 'Ledger fetched successfully',
        data: {
          total: countsAnswer(totalOf(ledger.values())),
          projects: [...ledger].map(([id, counts]) => ({ project_id: id, ...countsAnswer(counts) })),
        },
      });
    },
  };
}
