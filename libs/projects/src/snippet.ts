import type { Project } from '@micrologs/domain';

/** The script tag that a site pastes: it carries what the tracker must know of the project's settings. */
export function snippetFor(project: Pick<Project, 'publicKey' | 'settings'>, apiUrl: string): string {
  const { cookieless, respectDnt, mergeFingerprints } = project.settings;
  const attributes = [
    'defer',
    `src="${escapeAttribute(`${apiUrl.replace(/\/+$/, '')}/snippet/micrologs.js`)}"`,
    `data-public-key="${escapeAttribute(project.publicKey)}"`,
    ...(cookieless ? ['data-cookieless'] : []),
    ...(respectDnt ? ['data-respect-dnt'] : []),
    ...(mergeFingerprints ? ['data-fingerprint'] : []),
  ];
  return `<script ${attributes.join(' ')}></script>`;
}

function escapeAttribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}
