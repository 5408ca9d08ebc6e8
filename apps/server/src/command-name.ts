import path from 'node:path';

/**
 * What a person types to run the command line again: `micrologs` where it is installed, else the script as it was called.
 * @param script absolute
 */
export function commandName(script: string = process.argv[1] ?? '', folder: string = process.cwd()): string {
  return script.endsWith('.mjs') ? `node ${path.relative(folder, script)}` : 'micrologs';
}
