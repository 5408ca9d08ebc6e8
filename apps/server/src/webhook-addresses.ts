import { parseIpNetworks } from '@micrologs/ingest';
import type { Config } from './config.ts';

/** Of addresses that are not public: whether webhooks may go there. */
export function allowedWebhookAddresses({
  webhookAllowedNetworks,
}: Pick<Config, 'webhookAllowedNetworks'>): (address: string) => boolean {
  const networks = parseIpNetworks(webhookAllowedNetworks.join(','));
  return (address) => networks.hasText(address);
}
