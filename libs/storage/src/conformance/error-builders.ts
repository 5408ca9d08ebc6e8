import { type ErrorEvent, type ErrorGroupEnvironment, localDay } from '@micrologs/domain';
import type { ErrorGroupState } from '../error-store.ts';
import { NOON } from './builders.ts';

export function aGroup(given: Partial<ErrorGroupState> & Pick<ErrorGroupState, 'project' | 'number'>): ErrorGroupState {
  const firstSeen = given.firstSeen ?? given.lastSeen ?? NOON;
  return {
    errorType: 'TypeError',
    message: 'x is undefined',
    file: 'app.js',
    line: 10,
    severity: 'error',
    environment: 'production',
    status: 'open',
    occurrences: 1,
    reopened: 0,
    firstSeen,
    lastSeen: firstSeen,
    firstRelease: '',
    lastRelease: '',
    grouping: '{}',
    resolvedAt: null,
    firstReleaseAt: null,
    lastReleaseAt: null,
    ...given,
  };
}

export function anErrorEvent(
  given: Partial<ErrorEvent> & Pick<ErrorEvent, 'project' | 'number' | 'group'>,
): ErrorEvent {
  const occurredAt = given.occurredAt ?? NOON;
  return {
    eventId: `error-${given.number}`,
    occurredAt,
    receivedAt: occurredAt,
    day: localDay(occurredAt, 'UTC'),
    message: 'x is undefined',
    stack: 'TypeError: x is undefined\n    at buy (https://example.org/app.js:10:5)',
    url: 'https://example.org/',
    severity: 'error',
    environment: 'production',
    release: '',
    context: null,
    keyType: 'public',
    visitorHash: '',
    sessionHash: '',
    device: { deviceType: 'desktop', os: 'Linux', browser: 'Firefox', browserVersion: '145.0' },
    place: null,
    effect: null,
    ...given,
  };
}

export function anEnvironment(
  given: Partial<ErrorGroupEnvironment> & Pick<ErrorGroupEnvironment, 'project' | 'group'>,
): ErrorGroupEnvironment {
  const firstSeen = given.firstSeen ?? NOON;
  return { environment: 'production', occurrences: 1, firstSeen, lastSeen: firstSeen, ...given };
}
