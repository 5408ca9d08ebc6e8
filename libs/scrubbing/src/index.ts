export type { ScrubSettings } from './name-rules.ts';
export { FILTERED, Scrubber, scrubberFor } from './scrubber.ts';
