import { DEFAULT_SETTINGS } from '@micrologs/domain';
import { describe, expect, it } from 'vitest';
import { snippetFor } from './snippet.ts';

const publicKey = '0123456789abcdef0123456789abcdef';

describe('snippetFor', () => {
  it('is one script tag', () => {
    expect(snippetFor({ publicKey, settings: DEFAULT_SETTINGS }, 'https://stats.test/micrologs/')).toBe(
      `<script defer src="https://stats.test/micrologs/snippet/micrologs.js" data-public-key="${publicKey}"></script>`,
    );
  });

  it('carries what the tracker must know of the settings', () => {
    const settings = { ...DEFAULT_SETTINGS, cookieless: true, respectDnt: true, mergeFingerprints: true };
    expect(snippetFor({ publicKey, settings }, 'https://stats.test')).toBe(
      `<script defer src="https://stats.test/snippet/micrologs.js" data-public-key="${publicKey}" ` +
        'data-cookieless data-respect-dnt data-fingerprint></script>',
    );
  });

  it('cannot be broken out of by an address', () => {
    expect(snippetFor({ publicKey, settings: DEFAULT_SETTINGS }, 'https://a.test/"><script>&')).toContain(
      'src="https://a.test/&quot;>&lt;script>&amp;/snippet/micrologs.js"',
    );
  });
});
