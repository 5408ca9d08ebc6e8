import { type EpochMs, formatLocal, type IanaZone, isoLocal, type Link } from '@micrologs/domain';

/** Where this server's links are found. Addresses are without trailing slashes. */
export interface LinkAddresses {
  /** Goes before `/l/` in every `short_url`. */
  linkUrl: string;
  /** Every address under which this server may be reached, `linkUrl` included. */
  own: readonly string[];
}

/** A link as every answer shows it. */
export type LinkAnswer = ReturnType<typeof linkAnswer>;

/** @param zone of the link's project, for its times */
export function linkAnswer(link: Link, zone: IanaZone, { linkUrl }: Pick<LinkAddresses, 'linkUrl'>) {
  const iso = (at: EpochMs) => isoLocal(at, zone);
  return {
    id: link.id,
    code: link.code,
    short_url: shortUrl(link.code, linkUrl),
    destination_url: link.destinationUrl,
    label: link.label,
    is_active: link.isActive,
    total_clicks: link.totalClicks,
    created_at: formatLocal(link.createdAt, zone),
    created_at_iso: iso(link.createdAt),
    updated_at: formatLocal(link.updatedAt, zone),
    updated_at_iso: iso(link.updatedAt),
    redirect_status: link.redirectStatus,
    forward_query: link.forwardQuery,
    expires_at: link.expiresAt === null ? null : iso(link.expiresAt),
    max_clicks: link.maxClicks,
    clicks_left: clicksLeft(link),
    has_password: link.passwordHash !== null,
    tags: link.tags,
  };
}

/** The address to give out. */
export function shortUrl(code: string, linkUrl: string): string {
  return `${linkUrl}/l/${code}`;
}

/** Null without a maximum. */
export function clicksLeft({ maxClicks, reservedClicks }: Pick<Link, 'maxClicks' | 'reservedClicks'>): number | null {
  return maxClicks === null ? null : Math.max(0, maxClicks - reservedClicks);
}
