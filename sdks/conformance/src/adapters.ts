import { fileURLToPath } from 'node:url';
import type { AdapterDefinition } from './adapter.ts';

const scriptOf = (sdk: string, extension: string) =>
  fileURLToPath(new URL(`../../${sdk}/conformance/adapter.${extension}`, import.meta.url));

const DEFINITIONS = {
  node: {
    name: 'node',
    command: process.execPath,
    args: ['--unhandled-rejections=strict', scriptOf('node', 'mjs')],
    hasBackground: true,
    hasEmptyObjects: true,
    defaultErrorType: 'ManualError',
    optionCase: 'camel',
  },
  // Debian's own Python, as in all tests of that SDK.
  python: {
    name: 'python',
    command: '/usr/bin/python3',
    args: [scriptOf('python', 'py')],
    env: { PYTHONDONTWRITEBYTECODE: '1' },
    hasBackground: true,
    hasEmptyObjects: true,
    defaultErrorType: 'ManualError',
    optionCase: 'snake',
  },
  php: {
    name: 'php',
    command: 'php',
    args: [scriptOf('php', 'php')],
    hasBackground: false,
    hasEmptyObjects: false,
    defaultErrorType: 'ManualError',
    optionCase: 'snake',
  },
  laravel: {
    name: 'laravel',
    command: 'php',
    args: [scriptOf('laravel', 'php')],
    hasBackground: false,
    hasEmptyObjects: false,
    defaultErrorType: 'LaravelError',
    optionCase: 'snake',
  },
} satisfies Record<string, AdapterDefinition>;

type SdkName = keyof typeof DEFINITIONS;

/** SDKs whose adapters are tested; one that is missing fails. */
const TESTED: SdkName[] = ['node', 'python', 'php', 'laravel'];

/** The adapters to test: all, or the one that the environment names (`SDK=php npx vitest run`). */
export const ADAPTERS: AdapterDefinition[] = (process.env.SDK ? [process.env.SDK as SdkName] : TESTED).map(
  (name) => DEFINITIONS[name],
);
