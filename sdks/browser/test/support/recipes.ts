import { mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

const packageRoot = fileURLToPath(new URL('../..', import.meta.url));
const workspaceRoot = join(packageRoot, '../..');
const stub = (name: string) => join(packageRoot, 'test/stubs', name);

/** What recipes import: the present source, and stubs of what is not installed. */
const MODULES: Record<string, string> = {
  '@micrologs/browser': join(packageRoot, 'src/index.ts'),
  '@micrologs/browser/realtime': join(packageRoot, 'src/realtime.ts'),
  'react-router': stub('react-router.ts'),
  'next/script': stub('next-script.tsx'),
  '#imports': stub('nuxt-imports.ts'),
};

/**
 * The code in a page of documentation that stands under a mark: a comment with the word and a name in front of the block.
 * @returns the code by its name
 */
export async function readBlocks(file: string, mark: string): Promise<Map<string, string>> {
  const text = await readFile(join(workspaceRoot, file), 'utf8');
  const pattern = new RegExp(`<!-- ${mark}: (\\S+) -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``, 'g');
  return new Map([...text.matchAll(pattern)].map(([, name, code]) => [name!, code!]));
}

/** Writes code into a temporary project that finds the packages of this workspace. @returns its folder */
export async function writeProject(files: Map<string, string>): Promise<string> {
  const project = await mkdtemp(join(tmpdir(), 'browser-recipes-'));
  await symlink(join(workspaceRoot, 'node_modules'), join(project, 'node_modules'));
  for (const [name, code] of files) {
    await mkdir(dirname(join(project, name)), { recursive: true });
    await writeFile(join(project, name), code);
  }
  const sources = [...files.keys()].filter((name) => /\.tsx?$/.test(name));
  await writeFile(
    join(project, 'tsconfig.json'),
    JSON.stringify({
      extends: join(packageRoot, 'tsconfig.json'),
      compilerOptions: {
        lib: ['ES2022', 'DOM', 'DOM.Iterable'],
        jsx: 'react-jsx',
        // Where the packages are known by more than one path.
        preserveSymlinks: false,
        paths: Object.fromEntries(Object.entries(MODULES).map(([name, path]) => [name, [path]])),
      },
      include: [],
      files: [...sources, join(packageRoot, 'src/browser.d.ts'), stub('process.d.ts')],
    }),
  );
  return project;
}

/**
 * Bundles a file of the project for a browser.
 * @param options.environment what stands for `process.env`
 * @param options.main what the file holds, if it is not there
 */
export async function bundleRecipe(
  path: string,
  { environment = {}, main = '' }: { environment?: Record<string, string>; main?: string },
): Promise<string> {
  const entry: BuildOptions = main
    ? { stdin: { contents: main, loader: 'tsx', resolveDir: dirname(path) } }
    : { entryPoints: [path] };
  const result = await build({
    ...entry,
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'recipe',
    jsx: 'automatic',
    alias: MODULES,
    tsconfigRaw: {},
    define: {
      'process.env.NODE_ENV': '"development"',
      ...Object.fromEntries(
        Object.entries(environment).map(([name, value]) => [`process.env.${name}`, JSON.stringify(value)]),
      ),
    },
  });
  return result.outputFiles![0]!.text;
}
