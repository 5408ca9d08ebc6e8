import type { Link, LinkId, ProjectId } from '@micrologs/domain';
import type { Lease } from './partitions.ts';
import type { TransferPage } from './transfer.ts';

/** How far one part of an import has come. */
export interface ImportProgress {
  /** What is imported, at most 80 characters: the same database or file again goes on where it was. */
  source: string;
  /** Such as a table of it, at most 40 characters. */
  part: string;
  /** The project that its rows go into. */
  project: ProjectId;
  /** Of the last row that was read; rises with every step. */
  position: number;
  /** What became of the rows up to it, under names of the importer's choice. */
  counts: Record<string, number>;
}

/** A link under the id that it had elsewhere. */
export type ImportedLink = Omit<Link, 'reservedClicks' | 'totalClicks'>;

/** What an import needs inside a write transaction besides what the pipeline does. */
export interface ImportTransaction {
  /**
   * Takes the right to write a part's project. Must be the first call.
   * @param position that the part stands at; 0 at its beginning
   * @throws LeaseLostError unless the project's partition still has the lease's epoch and the part stands there
   */
  begin(lease: Lease, part: Pick<ImportProgress, 'source' | 'part' | 'project'>, position: number): Promise<void>;
  /** Notes how far a part has come. */
  note(progress: ImportProgress): Promise<void>;
  /** Ids of those of the links that their projects have, by code. */
  findLinks(keys: { project: ProjectId; code: string }[]): Promise<{ project: ProjectId; code: string; id: LinkId }[]>;
  /**
   * Adds links, without any clicks. One keeps its id where that is free.
   * @returns per link its id, or null where its code is or once was in use, by whichever project
   */
  addLinks(links: readonly ImportedLink[]): Promise<(LinkId | null)[]>;
  /**
   * Stores rows of a project as `TransferStore` read them elsewhere. Its tables come in that order.
   * @throws ValidationError when a row is incomplete, or another link here has a link's code
   */
  addRows(project: ProjectId, page: TransferPage): Promise<void>;
  /** Notes codes of links, by their SHA-256 (hex), as issued. */
  addCodes(hashes: readonly string[]): Promise<void>;
}
