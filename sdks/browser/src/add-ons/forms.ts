import type { AddOn } from '../client/options.ts';
import { on } from '../safe.ts';

/**
 * Forms that are sent, as audit entries `form.submit` with `{ form, action, page }`: the form's id or name and the path that it goes
 * to. What was typed into it is never read.
 */
export const forms = (): AddOn => (host) =>
  on<SubmitEvent>('submit', ({ target }) => {
    if (!(target instanceof HTMLFormElement)) return;
    // By attribute: as properties they are hidden by fields of the same name.
    const { origin, pathname } = new URL(target.getAttribute('action') || '', document.baseURI);
    host.event('form.submit', {
      form: target.getAttribute('id') || target.getAttribute('name') || '',
      action: origin === location.origin ? pathname : origin + pathname,
      page: location.href,
    });
  });
