import { pipeline } from 'node:stream/promises';
import type { ExportKind } from '@micrologs/storage';
import type { AppOptions } from '../app-options.ts';
import { daysOf } from '../contract-input.ts';
import { exportLines } from '../export-stream.ts';
import type { Handler, Handlers } from '../handlers.ts';

type ExportOperationId = 'exportPageviews' | 'exportErrors' | 'exportClicks' | 'exportAudits';

/** Every stored fact of a range, of the project whose secret key asks. */
export function exportHandlers({
  storage,
  logger,
  clock = Date.now,
}: Pick<AppOptions, 'storage' | 'logger' | 'clock'>): Handlers {
  const exporting =
    (operationId: ExportOperationId, kind: ExportKind): Handler =>
    async (ctx) => {
      const { project } = ctx.state.holder!;
      const lines = exportLines(storage.exports, kind, project.id, daysOf(ctx, operationId, project, clock()));
      // A store that does not answer is told by a status, which must come before the first line.
      const first = await lines.next();
      async function* body(): AsyncGenerator<string> {
        if (!first.done) yield first.value;
        try {
          yield* lines;
        } catch (err) {
          logger.error({ requestId: ctx.state.requestId, err }, 'an export was cut off');
          throw err;
        }
      }
      ctx.status = 200;
      ctx.set('Content-Type', 'application/x-ndjson');
      ctx.respond = false;
      // Whatever fails from here on breaks the connection, so that nobody takes the part for the whole: the store's failures
      // have been logged, and a client that went away knows.
      await pipeline(body, ctx.res).catch(() => undefined);
    };

  return {
    exportPageviews: exporting('exportPageviews', 'pageviews'),
    exportErrors: exporting('exportErrors', 'errors'),
    exportClicks: exporting('exportClicks', 'clicks'),
    exportAudits: exporting('exportAudits', 'audits'),
  };
}
