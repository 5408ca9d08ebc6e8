/** What a supervisor and its process tell each other, over Node's channel between them. */

/** From the process: it does its work now. */
export const SERVES = 'serves';
/** To the process: a connection, which goes with it. */
export const CONNECTION = 'connection';
/** From the process: it ends, and wants no more connections. */
export const LEAVES = 'leaves';
/** To the process, as the answer: it was handed its last connection. */
export const LAST = 'last';
