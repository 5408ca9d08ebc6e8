import { coerceErrorStatus, textLimits, unwrap } from '@micrologs/contract';
import { type ErrorStatus, NotFoundError, SECRET_KEY_ACTOR, truncateUtf8 } from '@micrologs/domain';
import { scrubberFor } from '@micrologs/scrubbing';
import type { AppOptions } from '../app-options.ts';
import { jsonBodyOf } from '../contract-input.ts';
import type { Handlers } from '../handlers.ts';
import { replySuccess } from '../reply.ts';

type ErrorsOptions = Pick<AppOptions, 'storage' | 'ipHash' | 'clock'>;

const NOTE_BYTES = textLimits.UpdateErrorStatusBody.note;

/** Changes of error groups. */
export function errorsHandlers({ storage, ipHash, clock = Date.now }: ErrorsOptions): Handlers {
  return {
    updateErrorStatus: async (ctx) => {
      const { project, keyType } = ctx.state.holder!;
      const { status, ids, note } = unwrap(coerceErrorStatus(await jsonBodyOf(ctx, 'updateErrorStatus')));
      const found = await storage.errors.setStatus({
        project: project.id,
        groups: ids,
        status,
        note: truncateUtf8(scrubberFor(project.settings).text(note), NOTE_BYTES),
        act: {
          action: 'error_group.status_changed',
          actor: SECRET_KEY_ACTOR,
          keyType,
          ipHash: ipHash(ctx.state.clientIp),
          context: { status },
          at: clock(),
        },
      });
      if (found.length === 0) throw new NotFoundError('No matching error groups found for this project');
      const known = new Set(found);
      const notFound = ids.filter((id) => !known.has(id));
      replySuccess(ctx, {
        message: messageOf(found.length, notFound.length, status),
        data: {
          updated: found.length,
          ids: found,
          status,
          ...(notFound.length > 0 ? { not_found: notFound } : {}),
        },
      });
    },
  };
}

function messageOf(updated: number, skipped: number, status: ErrorStatus): string {
  const marked = `${updated} error group${updated === 1 ? '' : 's'} marked as ${status}.`;
  return skipped === 0 ? marked : `${marked} ${skipped} ID(s) not found and were skipped.`;
}
