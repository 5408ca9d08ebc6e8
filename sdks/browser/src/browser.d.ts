/** What current browsers have and TypeScript's DOM library does not list. */

interface Document {
  /** True while the page is rendered ahead of a navigation that may never come. */
  readonly prerendering?: boolean;
}

interface Navigator {
  /** Global Privacy Control: the visitor objects to tracking. */
  readonly globalPrivacyControl?: boolean;
}

/** The part of the Temporal API that is used. Not there in older browsers, nor in Safari so far. */
declare const Temporal: { Now: { timeZoneId(): string } };
