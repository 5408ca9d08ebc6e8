import type { AuditAct, Click, EpochMs, Link, LinkId, ProjectId } from '@micrologs/domain';

export type NewLink = Omit<Link, 'id' | 'reservedClicks' | 'totalClicks' | 'updatedAt'>;

export type LinkPatch = Partial<
  Pick<
    Link,
    | 'destinationUrl'
    | 'label'
    | 'isActive'
    | 'redirectStatus'
    | 'forwardQuery'
    | 'expiresAt'
    | 'maxClicks'
    | 'passwordHash'
    | 'tags'
  >
>;

export interface LinkStore {
  /**
   * Makes links in one transaction together with the record of the act.
   * Makes nothing and records nothing where no code is free.
   * @returns per link what was made, or null where its code is or once was in use, by whichever project
   * @throws NotFoundError when a project of theirs is gone
   */
  create(links: readonly NewLink[], act: AuditAct): Promise<(Link | null)[]>;
  get(project: ProjectId, code: string): Promise<Link | null>;
  /** @returns null when the project has no such link */
  update(project: ProjectId, code: string, patch: LinkPatch, updatedAt: EpochMs, act: AuditAct): Promise<Link | null>;
  /** Removes the link with its clicks; the code stays used. @returns false when the project has no such link */
  delete(project: ProjectId, code: string, act: AuditAct): Promise<boolean>;
  /** The link of a code, whosever it is. */
  resolve(code: string): Promise<Link | null>;
  /**
   * Takes one of the clicks that a maximum leaves. Committed when it resolves, so however many ask at once and whatever is
   * killed, it says true no more than `maxClicks` times.
   * @returns false when none is left or the link is gone
   */
  reserveClick(id: LinkId): Promise<boolean>;
  /** Increases with every edit or deletion of a link, and with the deletion of a project, by whichever process. */
  changeNumber(): Promise<number>;
}

/** A link as far as its clicks are told of. */
export type ClickedLink = Pick<Link, 'id' | 'project' | 'code' | 'label' | 'totalClicks'>;

/** What a store does with clicks inside a write transaction over facts. */
export interface ClickTransaction {
  /** Which of these links exist. */
  existing(links: Iterable<LinkId>): Promise<Map<LinkId, ClickedLink>>;
  addClicks(rows: Click[]): Promise<void>;
  /** Adds to the links' totals. */
  countClicks(rows: { link: LinkId; clicks: number }[]): Promise<void>;
}
