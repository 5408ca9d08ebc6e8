import { downloads } from './add-ons/downloads.ts';
import { engagement } from './add-ons/engagement.ts';
import { errors } from './add-ons/errors.ts';
import { fingerprint } from './add-ons/fingerprint.ts';
import { forms } from './add-ons/forms.ts';
import { notFound } from './add-ons/not-found.ts';
import { outboundLinks } from './add-ons/outbound-links.ts';
import { siteSearch } from './add-ons/site-search.ts';
import type { Consent } from './client/options.ts';
import { installGlobal } from './global.ts';
import { init } from './index.ts';
import { isOn, type Settings, type Switch } from './settings.ts';

/** What the extended tag knows besides: a switch for each add-on, or the list that it takes. */
interface ExtraSettings extends Settings {
  release?: string;
  consent?: Consent;
  autoPageview?: Switch;
  hashRouting?: Switch;
  excludeLocalhost?: Switch;
  engagement?: Switch;
  outboundLinks?: Switch;
  downloads?: Switch;
  forms?: Switch;
  notFound?: Switch;
  siteSearch?: Switch;
}

/** A list in an attribute, such as "pdf, zip"; one that is just on has the default. */
const listOf = (value: Switch) => `${value}`.match(/\w+/g) ?? undefined;

/** The npm package's tracker for a script tag: everything that the ordinary one has, and more. */
installGlobal((settings: ExtraSettings) => {
  const addOns = [
    isOn(settings.engagement, '') && engagement(),
    isOn(settings.errors, '') && errors(),
    isOn(settings.fingerprint) && fingerprint(),
    isOn(settings.outboundLinks) && outboundLinks(),
    isOn(settings.downloads) && downloads({ extensions: listOf(settings.downloads) }),
    isOn(settings.forms) && forms(),
    isOn(settings.notFound) && notFound(),
    isOn(settings.siteSearch) && siteSearch({ parameters: listOf(settings.siteSearch) }),
  ];
  return init({
    ...settings,
    use: addOns.filter((addOn) => addOn !== false),
    cookieless: isOn(settings.cookieless),
    respectDnt: isOn(settings.respectDnt),
    autoPageview: isOn(settings.autoPageview, ''),
    hashRouting: isOn(settings.hashRouting, ''),
    excludeLocalhost: isOn(settings.excludeLocalhost),
  });
});
