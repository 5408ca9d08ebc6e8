import { ValidationError } from '@micrologs/domain';
import { type IsAllowed, isPublicAddress, literalOf } from './address.ts';

/**
 * The URL of an endpoint as it is stored. Which addresses a name has is looked at with every delivery.
 * @throws ValidationError
 */
export function targetUrl(text: string, isAllowed: IsAllowed): string {
  if (!URL.canParse(text)) throw new ValidationError('url must be a full http:// or https:// address');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new ValidationError('url must be a full http:// or https:// address');
  }
  if (url.username !== '' || url.password !== '') throw new ValidationError('url must not hold a user or password');
  url.hash = '';
  const address = literalOf(url.hostname)?.address;
  if (address !== undefined && !isPublicAddress(address) && !isAllowed(address)) {
    throw new ValidationError(`url: '${address}' is not a public address`);
  }
  return url.href;
}
