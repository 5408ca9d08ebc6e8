/** Set by the build; from source there is none. */
export const VERSION = process.env.MICROLOGS_VERSION ?? '0.0.0-source';
