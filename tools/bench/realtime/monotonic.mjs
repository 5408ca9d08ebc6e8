/** Milliseconds of a clock that all processes of a machine share and nobody sets. */
export function monotonicMs() {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}
