import { reports } from '@micrologs/reports';
import type { AppOptions } from '../app-options.ts';
import { reportScopeOf } from '../contract-input.ts';
import type { Handlers } from '../handlers.ts';
import { EMPTY_LEDGER, readLedger } from '../ledger.ts';
import { replySuccess } from '../reply.ts';
import { countsAnswer } from './projects.ts';

/** Every report of the registry, about the project whose secret key asks; and what became of its events. */
export function analyticsHandlers({
  storage,
  queue,
  clock = Date.now,
}: Pick<AppOptions, 'storage' | 'queue' | 'clock'>): Handlers {
  const handlers: Handlers = {};
  for (const report of reports) {
    handlers[report.operationId] = async (ctx) => {
      const { project } = ctx.state.holder!;
      const scope = reportScopeOf(ctx, report.operationId, project, clock());
      replySuccess(ctx, { message: report.message, data: await report.run(storage.facts, scope) });
    };
  }
  handlers.getLedger = async (ctx) => {
    const ledger = await readLedger(storage, queue);
    const counts = ledger.get(ctx.state.holder!.project.id) ?? EMPTY_LEDGER;
    replySuccess(ctx, { message: 'Ledger fetched successfully', data: countsAnswer(counts) });
  };
  return handlers;
}
