import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { streamQueryOf } from './stream-query.ts';

const read = (query: string, lastEventId?: string) =>
  streamQueryOf({
    url: `/api/realtime/sse?${query}`,
    headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
  } as unknown as IncomingMessage);

describe('what is asked of a stream', () => {
  it('[R16] is channels, each once, with filters', () => {
    const filters = encodeURIComponent('{"errors":{"kind":["occurrence"]}}');
    expect(read(`channel=errors&channel=live&channel=errors&filters=x&filters=${filters}`)).toEqual({
      channels: new Set(['errors', 'live']),
      filters: new Map([['errors', { kind: ['occurrence'] }]]),
      positions: new Map(),
    });
  });

  it('[R16] is where its channels stood, by the header where there is one, else by the query', () => {
    const channels = 'channel=pageviews&channel=audit&last_event_id=pageviews:ab.5.c5 audit:ab.7.-';
    const positions = (query: string, header?: string) => Object.fromEntries(read(query, header).positions);
    expect(positions(channels)).toEqual({ pageviews: 'ab.5.c5', audit: 'ab.7.-' });
    expect(positions(channels, '')).toEqual({ pageviews: 'ab.5.c5', audit: 'ab.7.-' });
    expect(positions(channels, 'pageviews:ab.9.c9')).toEqual({ pageviews: 'ab.9.c9' });
    expect(positions(channels, 'links:ab.9.c9')).toEqual({});
    expect(positions('channel=audit&last_event_id=')).toEqual({});
  });

  it('[R16] begins anew where a browser brings back what is no id, of whatever kind', () => {
    for (const header of ['x', 'pageviews:x', ':', 'pageviews:ab.1.c:d', '  ']) {
      expect(read('channel=pageviews&last_event_id=x', header).positions.size, header).toBe(0);
    }
  });

  it.each([
    ['', 'channel is required'],
    ['channel=pageviews&filters=', 'filters must be JSON'],
    ['channel=pageviews&filters={"pageviews":[]}', 'filters must be JSON'],
    ['channel=pageviews&filters={"links":{}}', 'filters must be for channels of this request'],
    ['channel=pageviews&last_event_id=pageviews:ab.1.c%0Adata:x', 'last_event_id must be the id'],
  ])('[R16] %s is refused', (query, message) => {
    expect(() => read(query)).toThrowError(
      expect.objectContaining({ status: 400, message: expect.stringContaining(message) }),
    );
  });
});
