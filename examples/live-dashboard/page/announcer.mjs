const EVERY_MS = 10_000;

/**
 * Reads out what is new to those who do not see it, one text every ten seconds at most.
 * @param {HTMLElement} element an `aria-live` region
 */
export function createAnnouncer(element) {
  /** @type {string[]} */
  let waiting = [];
  let spokenAt = Number.NEGATIVE_INFINITY;

  return {
    /** @param {string} text */
    say(text) {
      waiting = [...waiting.slice(-2), text];
    },
    /** To be called every second or so. @param {number} now in ms */
    tick(now) {
      if (waiting.length === 0 || now - spokenAt < EVERY_MS) return;
      element.textContent = waiting.join('. ');
      waiting = [];
      spokenAt = now;
    },
  };
}
