import { on } from '../safe.ts';

/**
 * Calls back for each click that follows a link, with the main or the middle button; also for links in open shadow trees.
 * @param listener gets the link and its absolute address
 */
export const onLinkClick = (listener: (link: HTMLAnchorElement | SVGAElement, url: URL) => void): void => {
  on<MouseEvent>('click auxclick', (event) => {
    // The secondary button opens a menu; a click by the main one comes as `click` alone.
    if (event.button > 1) return;
    const link = event
      .composedPath()
      .find((node): node is HTMLAnchorElement | SVGAElement => node instanceof Element && node.matches('a[href]'));
    if (link) listener(link, new URL(link.getAttribute('href')!, document.baseURI));
  });
};

/** An address without the credentials that it may hold. */
export const withoutCredentials = (url: URL): string => {
  const bare = new URL(url);
  bare.username = bare.password = '';
  return bare.href;
};
