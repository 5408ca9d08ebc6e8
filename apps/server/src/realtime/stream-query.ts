import type { IncomingMessage } from 'node:http';
import { type FilterFields, parseFilterFields, parsePosition } from '@micrologs/realtime';
import { HttpError } from '../http-error.ts';
import { headerText } from '../key-check.ts';
import { queryOf } from './connections.ts';

/** What a stream is to tell of. */
export interface StreamQuery {
  /** Each once. */
  channels: Set<string>;
  /** By channel. */
  filters: Map<string, FilterFields>;
  /** By channel: where those stood that the client knows already. */
  positions: Map<string, string>;
}

/**
 * Reads what a request asks of the stream. Of repeated parameters, but for channels, the last counts.
 * @throws HttpError 400
 */
export function streamQueryOf(req: IncomingMessage): StreamQuery {
  const params = queryOf(req);
  const channels = new Set(params.getAll('channel'));
  if (channels.size === 0) throw new HttpError(400, 'channel is required');
  return {
    channels,
    filters: filtersIn(params.getAll('filters').at(-1), channels),
    positions: new Map(pairsIn(params, headerText(req, 'last-event-id')).filter(([channel]) => channels.has(channel))),
  };
}

function filtersIn(text: string | undefined, channels: ReadonlySet<string>): Map<string, FilterFields> {
  if (text === undefined) return new Map();
  const filters = Object.entries(parseObject(text) ?? wrongFilters()).map(([channel, value]) => {
    if (!channels.has(channel)) throw new HttpError(400, 'filters must be for channels of this request');
    return [channel, parseFilterFields(value) ?? wrongFilters()] as const;
  });
  return new Map(filters);
}

function parseObject(text: string): object | null {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function wrongFilters(): never {
  throw new HttpError(400, 'filters must be JSON such as {"pageviews":{"country_code":["NO","SE"]}}');
}

/** The header, which browsers send by themselves when they come back, knows more than the address that they began with. */
function pairsIn(params: URLSearchParams, header: string): [string, string][] {
  // A page cannot mend what its browser sends, so there what is no position begins anew, as on the socket.
  if (header !== '')
    return header
      .split(' ')
      .map(pairOf)
      .filter((pair) => pair !== null);
  const given = params.getAll('last_event_id').at(-1) ?? '';
  if (given === '') return [];
  return given.split(' ').map((pair) => pairOf(pair) ?? wrongId());
}

function pairOf(text: string): [string, string] | null {
  const [channel = '', position = '', ...more] = text.split(':');
  return more.length === 0 && parsePosition(position) ? [channel, position] : null;
}

function wrongId(): never {
  throw new HttpError(400, 'last_event_id must be the id of a message of the stream');
}
