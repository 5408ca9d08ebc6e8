import type { ProjectId } from '@micrologs/domain';
import type { TransferRow, TransferTable } from '@micrologs/storage';

/**
 * Lines of an export: a header, the rows of each project table by table in the order of `TRANSFER_TABLES`, codes of links, and an
 * end that says how many lines there were and what their SHA-256 is.
 */
export type Line = HeaderLine | RowLine | CodesLine | EndLine;

/** Raised when a reader of an earlier version would take something for what it is not. */
export const EXPORT_VERSION = 1;

export interface HeaderLine {
  micrologs_export: number;
  /** Of this export: the same file again is known by it. */
  id: string;
  created_at: string;
  projects: { id: ProjectId; name: string }[];
}

export interface RowLine {
  project: ProjectId;
  table: TransferTable;
  row: TransferRow;
}

export interface CodesLine {
  /** SHA-256 (hex) of codes that must never be given out again. */
  codes: string[];
}

export interface EndLine {
  end: true;
  /** Before this one. */
  lines: number;
  /** Hex, over all the lines before this one with their ends. */
  sha256: string;
}

/** The file is no export, is of a version that is not known, or is not as it was written. */
export class DamagedExportError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DamagedExportError';
  }
}
