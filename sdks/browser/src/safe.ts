/** The same function, except that it swallows what it throws: the tracker must never disturb its page. */
export const guard =
  <A extends unknown[], R>(task: (...args: A) => R) =>
  (...args: A): R | undefined => {
    try {
      return task(...args);
    } catch {}
  };

/** Runs `task` now. @returns undefined when it threw */
export const attempt = <R>(task: () => R): R | undefined => guard(task)();

/**
 * Listens on the window, where every event that matters here passes: in the capture phase also those that do not bubble
 * (`prerenderingchange`), and before the page can stop them.
 * @param types event names, separated by spaces
 */
export const on = <E extends Event>(types: string, listener: (event: E) => void): void => {
  for (const type of types.split(' ')) addEventListener(type, guard(listener) as EventListener, true);
};
