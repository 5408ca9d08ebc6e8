/** In front of everything that Micrologs has in Valkey. */
export const COMMON_PREFIX = 'micrologs:';
const NAME_LENGTH = 12;

/**
 * In front of the names of all keys and channels of one installation, so that several can use one server and never meet.
 * @param fingerprint in hex, of a secret that the processes of one installation share and no others have
 */
export function installationPrefix(fingerprint: string): string {
  return `${COMMON_PREFIX}${fingerprint.slice(0, NAME_LENGTH)}:`;
}
