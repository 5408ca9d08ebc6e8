// A script that ends by itself: what it captured is sent before it does, and it asks for what it needs.
import { Micrologs, NotFoundError } from '@micrologs/node';

const micrologs = new Micrologs({ host: process.env.MICROLOGS_HOST, key: process.env.MICROLOGS_KEY });

const link = await micrologs.api.links.create({ destination_url: 'https://shop.test/sale', tags: ['newsletter'] });
console.log('created', link.code);
for await (const { code, total_clicks } of micrologs.api.links.iterateList({ tag: 'newsletter' })) {
  console.log('link', code, total_clicks);
}

try {
  await micrologs.api.links.get({ code: 'nothing' });
} catch (error) {
  if (!(error instanceof NotFoundError)) throw error;
  console.log('no such link');
}

micrologs.audit('newsletter.sent', 'cron', { link: link.code });
