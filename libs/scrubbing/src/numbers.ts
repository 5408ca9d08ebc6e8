const CARD =
  /(?<!\d)(?<!\d\.)(?:\d{13,19}|\d{4}([ \u00a0.-])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ \u00a0.-])\d{6}\2\d{4,5})(?!\d)/g;
const IBAN = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{4}){2,7}(?:[ \u00a0]?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g;
const CARD_DIGITS = /^\d{13,19}$/;

/** Filters the numbers of payment cards and bank accounts, which are told by their check digits. */
export function filterNumbers(text: string, filtered: string): string {
  return text
    .replace(IBAN, (found) => (isIban(found) ? filtered : found))
    .replace(CARD, (found) => (isCardNumber(found.replace(/\D/g, '')) ? filtered : found));
}

/** @param digits nothing but digits */
export function isCardNumber(digits: string): boolean {
  return CARD_DIGITS.test(digits) && isIssued(digits) && luhn(digits);
}

/** Only ranges that issuers have: one in ten numbers of any kind passes the check digit. */
function isIssued(digits: string): boolean {
  const { length } = digits;
  const two = Number(digits.slice(0, 2));
  if (digits.startsWith('4')) return length === 13 || length === 16 || length === 19;
  if ((two >= 51 && two <= 55) || (two >= 22 && two <= 27)) return length === 16;
  if (two === 34 || two === 37) return length === 15;
  if (two === 30 || two === 36 || two === 38 || two === 39) return length === 14 || length === 16;
  if (two === 35) return length >= 16;
  return (two >= 60 && two <= 65) || two === 50 || (two >= 56 && two <= 59) || two === 67 || two === 97
    ? length >= 16
    : false;
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const weighed = i % 2 === 1 ? digit * 2 : digit;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum % 10 === 0;
}

function isIban(text: string): boolean {
  const compact = text.replace(/[ \u00a0]/g, '');
  if (compact.length < 15 || compact.length > 34) return false;
  let rest = 0;
  for (const char of compact.slice(4) + compact.slice(0, 4)) {
    const value = Number.parseInt(char, 36);
    rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
  }
  return rest === 1;
}
