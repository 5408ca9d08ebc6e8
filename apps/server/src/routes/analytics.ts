import { reports } from '@micrologs/reports';
import type { AppOptions } from '../app-options.ts';
import { reportRequestOf } from '../contract-input.ts';
import type { Handlers } from '../handlers.ts';
import { EMPTY_LEDGER, readLedger } from '../ledger.ts';
import { publicUrlOf } from '../public-url.ts';
import { replyRead } from '../read-answer.ts';
import { replySuccess } from '../reply.ts';
import { countsAnswer } from './projects.ts';

/** Every report of the registry, about the project whose secret key asks; and what became of its events. */
export function analyticsHandlers(
  options: Pick<
    AppOptions,
    'storage' | 'facts' | 'queue' | 'clock' | 'linkUrl' | 'appUrl' | 'basePath' | 'trustedProxies'
  >,
): Handlers {
  const { storage, facts, queue, linkUrl, clock = Date.now } = options;
  const handlers: Handlers = {};
  for (const report of reports) {
    handlers[report.operationId] = async (ctx) => {
      const request = reportRequestOf(ctx, report.operationId, ctx.state.holder!.project, clock());
      const shortUrl = (code: string) => `${linkUrl ?? publicUrlOf(ctx.req, options)}/l/${code}`;
      const data = await report.run(facts, { ...request, shortUrl });
      const { message, pagesEveryList = false } = report;
      replyRead(ctx, report.operationId, { message, data, pagesEveryList });
    };
  }
  handlers.getLedger = async (ctx) => {
    const ledger = await readLedger(storage, queue);
    const counts = ledger.get(ctx.state.holder!.project.id) ?? EMPTY_LEDGER;
    replySuccess(ctx, { message: 'Ledger fetched successfully', data: countsAnswer(counts) });
  };
  return handlers;
}
