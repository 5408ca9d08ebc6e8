// The plugin's texts for translators, and what they made of them for PHP (.mo) and the scripts (.json).
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { filesBelow } from './files.mjs';

const DOMAIN = 'micrologs';
const KEYWORDS = ['__:1', '_n:1,2', 'esc_html__:1', 'esc_attr__:1'];

const gettext = (program, args, input) =>
  execFileSync(program, args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'inherit'] });

/** Texts of sources, with the files in which they stand and what is said to translators. */
function extract(language, root, files) {
  const keywords = KEYWORDS.map((keyword) => `--keyword=${keyword}`);
  const options = ['--from-code=UTF-8', '--add-comments=translators', '--add-location=file', '--output=-', '--keyword'];
  return gettext('xgettext', [`--language=${language}`, ...options, ...keywords, `--directory=${root}`, ...files]);
}

const sourcesOf = (root, folder, ending) =>
  filesBelow(join(root, folder))
    .filter((file) => file.endsWith(ending))
    .map((file) => relative(root, file));

/** xgettext loses its way in JSX behind template literals, so it gets the scripts without these: no text to translate is one. */
function extractFromScripts(root) {
  const files = sourcesOf(root, 'src', '.js');
  const copies = mkdtempSync(join(tmpdir(), 'micrologs-texts-'));
  try {
    for (const file of files) {
      mkdirSync(dirname(join(copies, file)), { recursive: true });
      writeFileSync(join(copies, file), readFileSync(join(root, file), 'utf8').replaceAll(/`[^`]*`/g, "''"));
    }
    return extract('JavaScript', copies, files);
  } finally {
    rmSync(copies, { recursive: true });
  }
}

/** All texts as a .pot file, without the time of its making. */
function template(root) {
  const parts = [extract('PHP', root, sourcesOf(root, 'plugin', '.php')), extractFromScripts(root)];
  const header = parts[0]
    .slice(0, parts[0].indexOf('\n\n'))
    .replace(/^#.*\n/gm, '')
    .replace('PACKAGE VERSION', 'Micrologs')
    .replace('CHARSET', 'UTF-8')
    .replace(/^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team): .*\n/gm, '');
  const bodies = parts.map((part) => part.slice(part.indexOf('\n\n')));
  const whole = gettext('msgcat', ['--no-wrap', '--sort-by-file', '-'], header + bodies[0]);
  const scripts = gettext('msgcat', ['--no-wrap', '--sort-by-file', '-'], header + bodies[1]);
  return gettext('msguniq', ['--no-wrap', '--sort-by-file', '-'], whole + scripts.slice(scripts.indexOf('\n\n')));
}

/**
 * Entries of a .po file whose texts stand on one line each.
 * @returns {{ files: string[], id: string, texts: string[] }[]}
 */
function entriesOf(po) {
  const texts = (entry, name) =>
    [...entry.matchAll(new RegExp(`^${name}(?:\\[\\d\\])? (".*")$`, 'gm'))].map(([, json]) => JSON.parse(json));
  return po.split('\n\n').map((entry) => ({
    files: [...entry.matchAll(/^#: (.+)$/gm)].flatMap(([, list]) => list.split(' ')),
    id: texts(entry, 'msgid')[0],
    texts: texts(entry, 'msgstr'),
  }));
}

/** What a script shows, in the form that WordPress' `wp.i18n` takes. */
function scriptTexts(entries, script, language, plurals) {
  const own = entries.filter(({ files }) =>
    files.some((file) => file.startsWith(`src/${script}/`) || file.startsWith('src/shared/')),
  );
  const messages = Object.fromEntries(own.map(({ id, texts }) => [id, texts]));
  return {
    domain: DOMAIN,
    locale_data: { [DOMAIN]: { '': { domain: DOMAIN, lang: language, 'plural-forms': plurals }, ...messages } },
  };
}

/**
 * Writes the .pot file, and for each file in translations/ what WordPress reads.
 * @param {string} root of this project
 * @param {string} outdir made when it is not there
 * @param {string[]} scripts names of the scripts that show texts
 * @throws Error for a translation in which a text is missing
 */
export function writeTranslations(root, outdir, scripts) {
  mkdirSync(outdir, { recursive: true });
  const pot = join(outdir, `${DOMAIN}.pot`);
  writeFileSync(pot, template(root));
  for (const name of readdirSync(join(root, 'translations')).filter((file) => file.endsWith('.po'))) {
    const language = basename(name, '.po');
    // Texts that are new or were changed come out empty, or marked as fuzzy.
    const merged = gettext('msgmerge', [
      '--quiet',
      '--no-wrap',
      '--no-fuzzy-matching',
      '-o',
      '-',
      join(root, 'translations', name),
      pot,
    ]);
    const missing = gettext('msgattrib', ['--no-wrap', '--untranslated', '--no-obsolete', '-'], merged);
    if (missing.includes('msgid')) throw new Error(`translations/${name} lacks:\n${missing}`);
    gettext('msgfmt', ['--check-format', '-o', join(outdir, `${DOMAIN}-${language}.mo`), '-'], merged);
    const entries = entriesOf(merged).filter(({ id, files }) => id && files.length > 0);
    const [, plurals] = /"Plural-Forms: (.*)\\n"/.exec(merged);
    for (const script of scripts) {
      const texts = scriptTexts(entries, script, language, plurals);
      writeFileSync(join(outdir, `${DOMAIN}-${language}-micrologs-${script}.json`), `${JSON.stringify(texts)}\n`);
    }
  }
}
