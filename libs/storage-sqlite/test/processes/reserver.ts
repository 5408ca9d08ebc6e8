/**
 * Reserves clicks of a link, many at once, until none is left or it is killed, and prints how many it was granted each
 * time. Arguments: file, link, how many at once.
 */
import { openSqliteInThread } from '../../src/index.ts';

const [, , file, link, atOnce] = process.argv as [string, string, string, string, string];
const storage = await openSqliteInThread({ file, mode: 'writer' });
for (let left = true; left; ) {
  const answers = await Promise.all(
    Array.from({ length: Number(atOnce) }, () => storage.links.reserveClick(Number(link))),
  );
  process.stdout.write(`${answers.filter((granted) => granted).length}\n`);
  left = answers.every((granted) => granted);
}
await storage.close();
