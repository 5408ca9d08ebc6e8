import type { Click, LinkId, Project } from '@micrologs/domain';
import type { IngestTransaction } from '@micrologs/storage';
import type { ImportedClick } from './map-links.ts';
import { nextOf } from './store-errors.ts';

/**
 * Stores clicks under their links, which are stored already, and counts them there.
 * @returns per click whether its link was found
 */
export async function storeClicks(
  transaction: IngestTransaction,
  project: Project,
  clicks: readonly ImportedClick[],
): Promise<boolean[]> {
  const codes = [...new Set(clicks.map(({ code }) => code))];
  const found = await transaction.imports.findLinks(codes.map((code) => ({ project: project.id, code })));
  const links = new Map(found.map(({ code, id }) => [code, id]));
  const series = await nextOf(transaction, { project: project.id, name: 'click' });
  const counts = new Map<LinkId, number>();
  const stored: Click[] = [];
  for (const { code, click } of clicks) {
    const link = links.get(code);
    if (link === undefined) continue;
    series.value += 1;
    stored.push({ ...click, link, number: series.value });
    counts.set(link, (counts.get(link) ?? 0) + 1);
  }
  await transaction.clicks.addClicks(stored);
  await transaction.clicks.countClicks([...counts].map(([link, added]) => ({ link, clicks: added })));
  await transaction.setSequences([series]);
  return clicks.map(({ code }) => links.has(code));
}
