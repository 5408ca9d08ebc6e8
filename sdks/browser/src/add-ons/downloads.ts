import type { AddOn } from '../client/options.ts';
import { onLinkClick, withoutCredentials } from './clicks.ts';

/** What pages offer for keeping, and browsers do not just show as a page. */
const EXTENSIONS =
  '7z apk avi csv deb dmg doc docx epub exe gz ics iso jar key mkv mov mp3 mp4 mpeg msi odp ods odt ogg pdf pkg ppt pptx rar rpm rtf tar tgz txt wav webm wmv xls xlsx xz zip';

export interface DownloadsOptions {
  /** Extensions of files, without the dot, in lower case; in place of the usual ones. */
  extensions?: string[];
}

/**
 * Clicks on links to files, by their extension or a `download` attribute, as audit entries `file.download` with
 * `{ url, extension, page }`. One on another host is an outbound link as well.
 */
export const downloads =
  ({ extensions = EXTENSIONS.split(' ') }: DownloadsOptions = {}): AddOn =>
  (host) =>
    onLinkClick((link, url) => {
      const extension = /\.(\w+)$/.exec(url.pathname)?.[1]?.toLowerCase() ?? '';
      if (extensions.includes(extension) || link.hasAttribute('download'))
        host.event('file.download', { url: withoutCredentials(url), extension, page: location.href });
    });
