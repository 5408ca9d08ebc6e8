import { fileURLToPath } from 'node:url';

/** The folder of the files that are served and of the threads' bundles: the build's output, also when run from source. */
export function assetsDir(): string {
  return fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../dist' : '.', import.meta.url));
}
