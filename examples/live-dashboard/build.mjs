// Puts the page and what it loads into `dist`: a folder that any web server can serve.
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const dist = path.join(root, 'dist');
const { resolve } = createRequire(import.meta.url);

/** Of the npm packages, what the page loads. Its import map names these files. */
const FILES = {
  'micrologs-realtime.mjs': fileURLToPath(import.meta.resolve('@micrologs/browser/realtime')),
  'uplot.mjs': resolve('uplot/dist/uPlot.esm.js'),
  'uplot.css': resolve('uplot/dist/uPlot.min.css'),
  'inter.woff2': resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'),
};

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
cpSync(path.join(root, 'page'), dist, { recursive: true });
for (const [name, file] of Object.entries(FILES)) cpSync(file, path.join(dist, 'vendor', name));
