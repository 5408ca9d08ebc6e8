import { ContractError, decodeCursor, encodeCursor, parseBody, parseBulkLinks, unwrap } from '@micrologs/contract';
import { type LinkAddresses, type LinkRequest, LinkService, type QrFormat } from '@micrologs/links';
import type { AppOptions } from '../app-options.ts';
import { bodyOf, jsonBodyOf, queryOf } from '../contract-input.ts';
import type { RequestContext } from '../endpoint.ts';
import type { Handlers } from '../handlers.ts';
import { HttpError } from '../http-error.ts';
import { publicUrlOf } from '../public-url.ts';
import { replyRead } from '../read-answer.ts';
import { replySuccess } from '../reply.ts';

type LinksOptions = Pick<
  AppOptions,
  'storage' | 'facts' | 'links' | 'ipHash' | 'clock' | 'appUrl' | 'linkUrl' | 'basePath' | 'trustedProxies'
>;

/** Short links for their owners. Changes are in force before their answer leaves. */
export function linksHandlers(options: LinksOptions): Handlers {
  const { storage, facts, links, ipHash, clock, linkUrl } = options;
  const service = new LinkService(storage.links, facts, clock);

  const addressesOf = ({ req }: RequestContext): LinkAddresses => {
    const apiUrl = publicUrlOf(req, options);
    const asRequested = publicUrlOf(req, { ...options, appUrl: undefined });
    return { linkUrl: linkUrl ?? apiUrl, own: [...new Set([linkUrl ?? apiUrl, apiUrl, asRequested])] };
  };
  const requestOf = (ctx: RequestContext): LinkRequest => ({
    project: ctx.state.holder!.project,
    addresses: addressesOf(ctx),
    ipHash: ipHash(ctx.state.clientIp),
  });

  return {
    createLink: async (ctx) => replySuccess(ctx, await service.create(requestOf(ctx), await bodyOf(ctx, 'createLink'))),
    bulkCreateLinks: async (ctx) => {
      const inputs = unwrap(parseBulkLinks(await jsonBodyOf(ctx, 'bulkCreateLinks')));
      const outcome = await service.bulkCreate(requestOf(ctx), inputs);
      if (outcome.data.created === 0) {
        throw new HttpError(400, 'All links were rejected', { extra: { data: outcome.data } });
      }
      replySuccess(ctx, outcome);
    },
    listLinks: async (ctx) => {
      const { project } = ctx.state.holder!;
      const query = queryOf(ctx, 'listLinks');
      const scope = { operationId: 'listLinks', project: project.id, query } as const;
      const [before] = decodeCursor(scope, query.cursor, 1) ?? [];
      const request = { project, addresses: addressesOf(ctx) };
      const { message, data, next } = await service.list(request, { limit: query.limit, tag: query.tag, before });
      const nextCursor = next === null ? null : encodeCursor(scope, [next]);
      replyRead(ctx, 'listLinks', { message, data: { ...data, next_cursor: nextCursor } });
    },
    getLink: async (ctx) => {
      const { code } = queryOf(ctx, 'getLink');
      replySuccess(ctx, await service.detail(requestOf(ctx), code));
    },
    editLink: async (ctx) => {
      const request = requestOf(ctx);
      const parsed = parseBody('editLink', await jsonBodyOf(ctx, 'editLink'));
      if (!parsed.ok) {
        if (parsed.lookupCode !== undefined) await service.assertExists(request.project, parsed.lookupCode);
        throw new ContractError(parsed);
      }
      const outcome = await service.edit(request, parsed.value);
      links.forget(parsed.value.code);
      replySuccess(ctx, outcome);
    },
    deleteLink: async (ctx) => {
      const body = await bodyOf(ctx, 'deleteLink');
      const outcome = await service.delete(requestOf(ctx), body);
      links.forget(body.code);
      replySuccess(ctx, outcome);
    },
    getLinkQr: async (ctx) => {
      const { code, format, size } = queryOf(ctx, 'getLinkQr');
      const { type, body } = await service.qr(requestOf(ctx), code, format as QrFormat, size);
      ctx.status = 200;
      ctx.set('Content-Type', type);
      ctx.body = body;
    },
  };
}
