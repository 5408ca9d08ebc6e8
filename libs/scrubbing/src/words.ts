const ENCODED = /%[0-9a-f]{2}/i;

/**
 * The words of a name in lower case: `dbPassword`, `DB_PASSWORD` and `db-password` all have the words `db` and `password`.
 * Digits stand by themselves.
 */
export function wordsOf(name: string): string[] {
  let text = name;
  if (ENCODED.test(text)) text = decodeLenient(text);
  // Full-width letters and the like read as the letters that they look like.
  if (/[^\x20-\x7e]/.test(text)) text = text.normalize('NFKC');
  return text
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+|(?<=\p{L})(?=\d)|(?<=\d)(?=\p{L})/u)
    .filter((word) => word !== '');
}

/** Percent-decodes what can be decoded and leaves the rest as it is. */
export function decodeLenient(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}
