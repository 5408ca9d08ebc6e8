/** What stands in the place of a secret, here as on the server. */
export const FILTERED = '[Filtered]';

/** Parts of names whose values are secret, as they are without case and punctuation. */
const SECRET_NAMES =
  /passw|passphrase|pwd|secret|token(?!s)|apikey|accesskey|privatekey|authoriz|authentic|bearer|cookie|credential|session(?:id|key)|sid$|csrf|xsrf|cvv|cvc|cardnumber|creditcard|iban|ssn$|otp$|pin$/;

/** Texts that are secret wherever they stand, and what is kept of each. */
const SECRET_TEXTS: [RegExp, string][] = [
  // Credentials in URLs.
  [/(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#@:]{1,256}:[^\s/?#@]{1,256}@/gi, `$1${FILTERED}@`],
  // Values of queries and forms with a secret name.
  [
    /([?&;\s"'](?:[a-z0-9_-]{0,40}(?:passw|pwd|secret|token|api_?key|access_?key|auth|signature|session_?id)[a-z0-9_-]{0,20})=)[^\s&;"']{1,4096}/gi,
    `$1${FILTERED}`,
  ],
  [/\b(bearer|basic)\s{1,10}[A-Za-z0-9._~+/=-]{8,4096}/gi, `$1 ${FILTERED}`],
  // JSON web tokens.
  [/(?<![\w-])eyJ[A-Za-z0-9_-]{8,4096}\.[A-Za-z0-9_-]{8,8192}\.[A-Za-z0-9_-]{0,4096}/g, FILTERED],
  // Keys of well-known services.
  [/\b(?:sk|pk|rk)_(?:live|test)_[A-Za-z0-9]{10,200}/g, FILTERED],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, FILTERED],
  [/\bgh[pousr]_[A-Za-z0-9]{20,255}\b/g, FILTERED],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,255}/g, FILTERED],
  [/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]{0,8192}/g, FILTERED],
];

/** Digits in groups that may be the number of a card. */
const CARD = /\b\d(?:[ -]?\d){12,18}\b/g;

/** Replaces what looks like a secret, before it leaves the process. The server looks again. */
export class Secrets {
  readonly #own: Set<string>;

  /** @param keys names of your own; case and punctuation do not matter */
  constructor(keys: readonly string[]) {
    this.#own = new Set(keys.map(plainName));
  }

  isSecretName(name: string): boolean {
    const plain = plainName(name);
    return SECRET_NAMES.test(plain) || this.#own.has(plain);
  }

  /** The text without its secrets. */
  scrub(text: string): string {
    // Most texts are short words without any.
    if (text.length < 8) return text;
    const scrubbed = SECRET_TEXTS.reduce((rest, [pattern, kept]) => rest.replace(pattern, kept), text);
    return scrubbed.replace(CARD, (digits) => (isCardNumber(digits) ? FILTERED : digits));
  }
}

const plainName = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** By the check digit that all cards have. */
function isCardNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0 && /[1-9]/.test(digits);
}
