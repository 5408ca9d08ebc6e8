import type { IncomingHttpHeaders } from 'node:http';
import type { ProjectSettings } from '@micrologs/domain';

/**
 * Whether this request asks not to be tracked, by Do Not Track or Global Privacy Control, in a project that respects
 * that. Both signals are the header value `1`; any other value is none.
 */
export function optedOut(headers: IncomingHttpHeaders, settings: Pick<ProjectSettings, 'respectDnt'>): boolean {
  return settings.respectDnt && (headers.dnt === '1' || headers['sec-gpc'] === '1');
}
