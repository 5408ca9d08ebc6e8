/**
 * A description of the browser, the same one at each visit, with which a project that asks for it recognises a visitor who
 * lost the cookie. Its form is part of the wire contract: stored fingerprints are compared with it.
 * The last part is the end of a drawn text's data URL, which differs by graphics stack and fonts.
 * @throws DOMException where storage is blocked
 */
export const fingerprint = (): string => {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d')!;
  pen.textBaseline = 'top';
  pen.font = '14px Arial';
  pen.fillText('Micrologs~', 2, 2);
  return [
    navigator.userAgent,
    navigator.language,
    `${screen.width}x${screen.height}`,
    screen.colorDepth,
    new Date().getTimezoneOffset(),
    !!sessionStorage,
    !!localStorage,
    canvas.toDataURL().slice(-32),
  ].join('|');
};
