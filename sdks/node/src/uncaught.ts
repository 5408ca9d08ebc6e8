type Capture = (thrown: unknown, origin: 'uncaughtException' | 'unhandledRejection') => void;

/** What node does with rejections that nobody handles. */
type RejectionMode = 'throw' | 'strict' | 'warn' | 'none' | 'warn-with-error-code';

/**
 * Captures what nobody catches, and changes nothing else: whether the process goes on, its exit code, what it prints and who else
 * is told stay as they are without us.
 * @param fatal called after the capture when the process is about to end; it may stand still for a while
 * @returns what ends the capture
 */
export function watchUncaught(capture: Capture, fatal: () => void, mode = rejectionMode()): () => void {
  const quietly = (work: () => void) => {
    try {
      work();
    } catch {
      // A fault of ours must not take the place of the host's.
    }
  };
  // A monitor is told first, and what it does has no bearing on what follows.
  const onMonitor = (error: unknown, origin: 'uncaughtException' | 'unhandledRejection') => {
    quietly(() => capture(error, origin));
    const goesOn = process.listenerCount('uncaughtException') > 0 || process.hasUncaughtExceptionCaptureCallback();
    if (!goesOn) quietly(fatal);
  };
  process.on('uncaughtExceptionMonitor', onMonitor);
  const endRejections = watchRejections((reason) => quietly(() => capture(reason, 'unhandledRejection')), mode);
  return () => {
    process.off('uncaughtExceptionMonitor', onMonitor);
    endRejections();
  };
}

/** Rejections of which the monitor is not told. */
function watchRejections(capture: (reason: unknown) => void, mode: RejectionMode): () => void {
  switch (mode) {
    case 'strict':
      // All of them are uncaught exceptions first.
      return () => {};
    case 'warn':
    case 'none':
      // A listener changes nothing in these modes.
      process.on('unhandledRejection', capture);
      return () => process.off('unhandledRejection', capture);
    case 'warn-with-error-code': {
      const ends = [watchWarnings(capture), listenBesides(capture)];
      return () => {
        for (const end of ends) end();
      };
    }
    default:
      return listenBesides(capture);
  }
}

/** Where nobody listens there is a warning, made of the reason's stack. */
function watchWarnings(capture: (reason: unknown) => void): () => void {
  const onWarning = ({ name, message }: Error) => {
    // A second warning explains the first one.
    if (name === 'UnhandledPromiseRejectionWarning' && !message.startsWith('Unhandled promise rejection')) {
      capture(errorOf(message));
    }
  };
  process.on('warning', onWarning);
  return () => process.off('warning', onWarning);
}

/** The error whose stack this is, or a text that was thrown. */
function errorOf(stack: string): unknown {
  const [, name, message] = /^([A-Za-z_$][\w$]*)(?:: (.*))?\n\s+at /.exec(stack) ?? [];
  return name === undefined ? stack : Object.assign(new Error(message), { name, stack });
}

/**
 * A listener of the host's keeps rejections from becoming exceptions, or warnings. Ours would do the same, so it is there only while one of the
 * host's is.
 */
function listenBesides(capture: (reason: unknown) => void): () => void {
  const EVENT = 'unhandledRejection';
  const isThere = () => process.listeners(EVENT).includes(capture);
  const onAdded = (event: string | symbol, listener: unknown) => {
    if (event === EVENT && listener !== capture && !isThere()) process.prependListener(EVENT, capture);
  };
  const onRemoved = (event: string | symbol) => {
    if (event === EVENT && isThere() && process.listenerCount(EVENT) === 1) process.off(EVENT, capture);
  };
  if (process.listenerCount(EVENT) > 0) process.prependListener(EVENT, capture);
  process.on('newListener', onAdded);
  process.on('removeListener', onRemoved);
  return () => {
    process.off('newListener', onAdded);
    process.off('removeListener', onRemoved);
    process.off(EVENT, capture);
  };
}

/** As the process was started; of several options the last one holds, and those of the command line are last. */
function rejectionMode(): RejectionMode {
  const given = [...(process.env.NODE_OPTIONS?.split(/\s+/) ?? []), ...process.execArgv].join(' ');
  const modes = [...given.matchAll(/--unhandled-rejections[= ](\S+)/g)];
  return (modes.at(-1)?.[1] ?? 'throw') as RejectionMode;
}
