/** As in package.json; a test compares them. */
export const VERSION = '2.0.0';
