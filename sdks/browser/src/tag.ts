import type { Settings } from './settings.ts';

/**
 * The settings of the script tag that loaded the tracker, by the names of its `data-` attributes, with `apiUrl` filled in.
 * `document.currentScript` is null for modules and for scripts that a script manager injected, and another tag where an
 * optimiser merged several files: then the tag is found by its attribute.
 * @returns undefined, after a warning, when there is no public key
 */
export const readTag = (): Settings | undefined => {
  let tag = document.currentScript as HTMLScriptElement | null;
  if (!tag?.dataset.publicKey) tag = document.querySelector('script[data-public-key]');
  const settings = { ...tag?.dataset };
  if (settings.publicKey) {
    settings.apiUrl = (settings.apiUrl || tag!.src.split('/snippet/')[0]!).replace(/\/$/, '');
    return settings as unknown as Settings;
  }
  console.warn('[Micrologs] data-public-key is missing');
};
