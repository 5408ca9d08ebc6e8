import { type BodyOf, type CursorScope, decodeCursor, encodeCursor } from '@micrologs/contract';
import { type AuditAct, formatLocal, isoLocal, NotFoundError } from '@micrologs/domain';
import { adminAct } from '@micrologs/projects';
import type { DeadLetterSelection, StoredDeadLetter } from '@micrologs/storage';
import type { AppOptions } from '../app-options.ts';
import { bodyOf, queryOf } from '../contract-input.ts';
import type { RequestContext } from '../endpoint.ts';
import type { Handlers } from '../handlers.ts';
import { replyRead } from '../read-answer.ts';
import { replySuccess } from '../reply.ts';

type DeadLetterOptions = Pick<AppOptions, 'storage' | 'replayDeadLetters' | 'ipHash' | 'clock'>;

/** The list is no project's own. */
const INSTALLATION = 0;

/** Events that could not be stored, for the operator. */
export function deadLettersHandlers({ storage, replayDeadLetters, ipHash, clock }: DeadLetterOptions): Handlers {
  const { deadLetters } = storage;
  const now = clock ?? Date.now;
  const actOf = (ctx: RequestContext, action: string): AuditAct =>
    adminAct({ via: 'api', ipHash: ipHash(ctx.state.clientIp) }, action, {}, now());

  /** @throws NotFoundError when it names one that is not there */
  const selectionOf = async (body: BodyOf<'replayDeadLetters'>): Promise<DeadLetterSelection> => {
    const selection = { id: body.id, project: body.project_id };
    if (body.id !== undefined && (await deadLetters.read(selection, 0, 1)).length === 0) throw notFound();
    return selection;
  };

  return {
    listDeadLetters: async (ctx) => {
      const query = queryOf(ctx, 'listDeadLetters');
      const scope: CursorScope = { operationId: 'listDeadLetters', project: INSTALLATION, query };
      const [before] = decodeCursor(scope, query.cursor, 1) ?? [];
      const { limit } = query;
      // One more tells whether a page follows.
      const found = await deadLetters.page(query.project_id ?? null, before ?? null, limit + 1);
      const letters = found.slice(0, limit);
      const next = found.length > limit ? encodeCursor(scope, [letters.at(-1)!.id]) : null;
      replyRead(ctx, 'listDeadLetters', {
        message: 'Dead letters fetched successfully',
        data: { dead_letters: letters.map(answerOf), next_cursor: next },
      });
    },
    getDeadLetter: async (ctx) => {
      const [letter] = await deadLetters.read({ id: queryOf(ctx, 'getDeadLetter').id }, 0, 1);
      if (!letter) throw notFound();
      const data = { ...answerOf(letter), event: JSON.parse(letter.event) as unknown };
      replySuccess(ctx, { message: 'Dead letter fetched successfully', data });
    },
    replayDeadLetters: async (ctx) => {
      const selection = await selectionOf(await bodyOf(ctx, 'replayDeadLetters'));
      const data = await replayDeadLetters(selection, { now: now(), act: actOf(ctx, 'dead_letters.replayed') });
      const message = `${count(data.replayed)} replayed, ${data.failed} failed again.`;
      replySuccess(ctx, { message, data });
    },
    dropDeadLetters: async (ctx) => {
      const selection = await selectionOf(await bodyOf(ctx, 'dropDeadLetters'));
      const dropped = await deadLetters.drop(selection, actOf(ctx, 'dead_letters.dropped'));
      replySuccess(ctx, { message: `${count(dropped)} dropped.`, data: { dropped } });
    },
  };
}

function answerOf({ id, project, kind, reason, receivedAt }: Omit<StoredDeadLetter, 'event'>) {
  return {
    id,
    project_id: project,
    kind,
    reason,
    received_at: formatLocal(receivedAt, 'UTC'),
    received_at_iso: isoLocal(receivedAt, 'UTC'),
  };
}

function count(letters: number): string {
  return letters === 1 ? '1 dead letter was' : `${letters} dead letters were`;
}

function notFound(): NotFoundError {
  return new NotFoundError('Dead letter not found');
}
