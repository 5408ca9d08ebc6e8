/** Raised when the same error would be found alike by something else; groups of older versions keep their fingerprints. */
export const GROUPING_VERSION = 1;

/** What an error is grouped by, as it was accepted. */
export interface GroupingInput {
  errorType: string;
  message: string;
  /** Script or source file; of a page's own errors the page. */
  file: string;
  line: number | null;
  stack: string | null;
  url: string;
  /** What the client wants the error grouped by; `{{ default }}` stands for what the server would take. */
  fingerprint: readonly string[];
}

/** Something that the server looked at, and whether it decides which group the error belongs to. */
export interface GroupingPart {
  kind: 'fingerprint' | 'frame' | 'type' | 'message' | 'file';
  value: string;
  counted: boolean;
  /** In plain words, for whoever wonders about a group. */
  why: string;
}

export interface Grouping {
  version: number;
  method: 'fingerprint' | 'stack' | 'message' | 'type';
  parts: GroupingPart[];
  /** Hex SHA-256 of a delimited encoding of the counted parts. */
  fingerprint: string;
}
