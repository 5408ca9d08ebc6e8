/** `report:` with what stands behind `/api/analytics/` in the address of the report: `report:pages?range=7d`. */
export type ReportChannel = `report:${string}`;

const PREFIX = 'report:';

export function isReportChannel(channel: string): channel is ReportChannel {
  return channel.startsWith(PREFIX);
}

export function partsOfReport(channel: ReportChannel): { name: string; query: string } {
  const [name = '', ...query] = channel.slice(PREFIX.length).split('?');
  return { name, query: query.join('?') };
}

/**
 * @param channels of a token, which may name a report, whatever it is asked, or all of them by `report:*`
 * @returns whether they let their bearer listen to a channel
 */
export function doOpen(channels: ReadonlySet<string>, channel: string): boolean {
  if (!isReportChannel(channel)) return channels.has(channel);
  return channels.has(`${PREFIX}*`) || channels.has(`${PREFIX}${partsOfReport(channel).name}`);
}
