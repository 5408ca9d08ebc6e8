import { reports } from '@micrologs/reports';
import type { AppOptions } from '../app-options.ts';
import { reportRequestOf } from '../contract-input.ts';
import type { Handlers } from '../handlers.ts';
import { countsAnswer, readLedgerOf } from '../ledger.ts';
import { linkUrlOf } from '../public-url.ts';
import { replyRead } from '../read-answer.ts';
import { replySuccess } from '../reply.ts';

/** Every report of the registry, about the project whose secret key asks; and what became of its events. */
export function analyticsHandlers(
  options: Pick<
    AppOptions,
    'storage' | 'facts' | 'queue' | 'clock' | 'linkUrl' | 'appUrl' | 'basePath' | 'trustedProxies'
  >,
): Handlers {
  const { storage, facts, queue, clock = Date.now } = options;
  const handlers: Handlers = {};
  for (const report of reports) {
    handlers[report.operationId] = async (ctx) => {
      const asker = { project: ctx.state.holder!.project, now: clock(), linkUrl: linkUrlOf(ctx.req, options) };
      const data = await report.run(facts, reportRequestOf(report.operationId, ctx.querystring, asker));
      const { message, pagesEveryList = false } = report;
      replyRead(ctx, report.operationId, { message, data, pagesEveryList });
    };
  }
  handlers.getLedger = async (ctx) => {
    const counts = await readLedgerOf(ctx.state.holder!.project.id, storage, queue);
    replySuccess(ctx, { message: 'Ledger fetched successfully', data: countsAnswer(counts) });
  };
  return handlers;
}
