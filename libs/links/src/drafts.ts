import type { BodyOf } from '@micrologs/contract';
import { type EpochMs, ValidationError } from '@micrologs/domain';
import type { LinkPatch, NewLink } from '@micrologs/storage';
import { isReservedCode } from './codes.ts';
import { checkDestination } from './destination.ts';
import { hashPassword, normalised } from './passwords.ts';
import type { LinkRequest } from './request.ts';

export type CreateLink = BodyOf<'createLink'>;
export type EditLink = BodyOf<'editLink'>;

/** A new link but for what is made up for it: its code, unless its owner chose one, and the hash of its password. */
export interface Draft {
  link: Omit<NewLink, 'code' | 'passwordHash'>;
  /** Null: any code will do. */
  custom: string | null;
  /** As it is hashed. */
  password: string | null;
}

const MAX_PASSWORD_BYTES = 128;
const CLEARED = { expires_at: 'expiresAt', max_clicks: 'maxClicks', password: 'passwordHash' } as const;

/** @throws ValidationError */
export function draftOf({ project, addresses }: LinkRequest, input: CreateLink, now: EpochMs): Draft {
  const { code, password, expires_at: expiresAt } = input;
  const link: Draft['link'] = {
    project: project.id,
    destinationUrl: checkDestination(input.destination_url, addresses.own),
    label: input.label ?? '',
    isActive: true,
    redirectStatus: input.redirect_status ?? 302,
    forwardQuery: input.forward_query ?? false,
    expiresAt: expiresAt === undefined ? null : futureTime(expiresAt, now),
    maxClicks: input.max_clicks ?? null,
    tags: withoutRepetitions(input.tags ?? []),
    createdAt: now,
  };
  if (code !== undefined && isReservedCode(code)) throw new ValidationError('code is reserved');
  return { link, custom: code ?? null, password: password === undefined ? null : hashable(password) };
}

/** What an edit changes; a member that is both cleared and given is given. @throws ValidationError */
export async function patchOf({ addresses }: LinkRequest, input: EditLink, now: EpochMs): Promise<LinkPatch> {
  const { destination_url, expires_at, tags, password } = input;
  const patch: LinkPatch = {};
  if (destination_url !== undefined) patch.destinationUrl = checkDestination(destination_url, addresses.own);
  if (input.label !== undefined) patch.label = input.label;
  if (input.is_active !== undefined) patch.isActive = input.is_active;
  for (const name of input.clear ?? []) patch[CLEARED[name]] = null;
  if (expires_at !== undefined) patch.expiresAt = futureTime(expires_at, now);
  if (input.max_clicks !== undefined) patch.maxClicks = input.max_clicks;
  if (input.redirect_status !== undefined) patch.redirectStatus = input.redirect_status;
  if (input.forward_query !== undefined) patch.forwardQuery = input.forward_query;
  if (tags !== undefined) patch.tags = withoutRepetitions(tags);
  if (password !== undefined) patch.passwordHash = await hashPassword(hashable(password));
  return patch;
}

/** What an edit names, as requests name it. */
export function namedFields({ code: _, clear = [], ...fields }: EditLink): string[] {
  return [...new Set([...Object.keys(fields), ...clear])];
}

function futureTime(at: EpochMs, now: EpochMs): EpochMs {
  if (at <= now) throw new ValidationError('expires_at must lie in the future');
  return at;
}

/** The password as it is hashed. White space alone is none, and another spelling may be longer, so its length counts now. */
function hashable(password: string): string {
  const text = normalised(password);
  if (text === '' || Buffer.byteLength(text) > MAX_PASSWORD_BYTES) {
    throw new ValidationError(`password must be 1 to ${MAX_PASSWORD_BYTES} bytes`);
  }
  return text;
}

function withoutRepetitions(tags: readonly string[]): string[] {
  return [...new Set(tags)];
}
