import { randomInt } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const CODE_LENGTH = 8;

/**
 * Words that a visitor would take for a page of the server, or that a proxy in front may one day serve on the links' host;
 * in any case of letters.
 */
const RESERVED = new Set(
  (
    'about account admin api app assets auth cdn code create dashboard delete demo docs edit error export favicon health help ' +
    'home index info link links list login logout metrics micrologs new null openapi password privacy public qr redirect ' +
    'robots root settings signin signup sitemap snippet static stats status support system terms track undefined unlock user ' +
    'webhooks www'
  ).split(' '),
);

/** A random code: 8 letters and digits, each as likely as the others. */
export function newCode(): string {
  let code = '';
  while (code.length < CODE_LENGTH) code += ALPHABET[randomInt(ALPHABET.length)];
  return code;
}

export function isReservedCode(code: string): boolean {
  return RESERVED.has(code.toLowerCase());
}
