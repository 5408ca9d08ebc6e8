/** A random UUID v4. Not `crypto.randomUUID`, which plain-http sites do not have. */
export const uuid = (): string =>
  '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, ((digit: number) =>
    // The digits 0 and 1 become any; the 8, which starts the variant, one of 8 to b.
    (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0]! & (15 >> (digit / 4)))).toString(
      16,
    )) as unknown as () => string);
