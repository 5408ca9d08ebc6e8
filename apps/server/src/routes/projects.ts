import { type LedgerCounts, NotFoundError } from '@micrologs/domain';
import { type Outcome, ProjectService } from '@micrologs/projects';
import type { AppOptions } from '../app-options.ts';
import { bodyOf } from '../contract-input.ts';
import type { RequestContext } from '../endpoint.ts';
import type { Handler, Handlers } from '../handlers.ts';
import { readLedger, totalOf } from '../ledger.ts';
import { publicUrlOf } from '../public-url.ts';
import { replySuccess } from '../reply.ts';

type ProjectsOptions = Pick<
  AppOptions,
  'storage' | 'queue' | 'keyRing' | 'clock' | 'appUrl' | 'basePath' | 'trustedProxies'
>;

/** Projects and their keys. Changes are in force before their answer leaves. */
export function projectsHandlers(options: ProjectsOptions): Handlers {
  const { storage, queue, keyRing, clock } = options;
  const service = new ProjectService(storage.projects, clock);

  /** A handler that changes projects. */
  const changing =
    (change: (ctx: RequestContext) => Promise<Outcome<object>>): Handler =>
    async (ctx) => {
      const outcome = await change(ctx);
      await keyRing.refresh();
      replySuccess(ctx, outcome);
    };
  const assertExists = async (id: number) => {
    if (!(await storage.projects.all()).some((project) => project.id === id)) {
      throw new NotFoundError('Project not found');
    }
  };

  return {
    createProject: changing(async (ctx) =>
      service.create(await bodyOf(ctx, 'createProject'), publicUrlOf(ctx.req, options)),
    ),
    editProject: changing(async (ctx) => service.edit(await bodyOf(ctx, 'editProject', assertExists))),
    toggleProject: changing(async (ctx) => service.toggle(await bodyOf(ctx, 'toggleProject', assertExists))),
    regenerateProjectKeys: changing(async (ctx) =>
      service.regenerateKeys(await bodyOf(ctx, 'regenerateProjectKeys', assertExists)),
    ),
    deleteProject: changing(async (ctx) => service.delete(await bodyOf(ctx, 'deleteProject', assertExists))),
    listProjects: async (ctx) => replySuccess(ctx, await service.list(publicUrlOf(ctx.req, options))),
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

/** A ledger as answers name its members. */
export function countsAnswer({ received, stored, dropped, pending, deadLetters }: LedgerCounts) {
  return { received, stored, dropped, pending, dead_letters: deadLetters };
}
