/** What Next puts into the code of pages in the place of these. */
declare const process: { env: Record<string, string | undefined> };
