/** A switch, as an attribute's text: "false" is off and anything else, also "", is on. */
export type Switch = string | undefined;

/** The `data-` attributes of the script tag, by their names. */
export interface Settings {
  publicKey: string;
  apiUrl: string;
  environment?: string;
  cookieless?: Switch;
  respectDnt?: Switch;
  fingerprint?: Switch;
  errors?: Switch;
}

/** @param fallback what an attribute that is not there means */
export const isOn = (value: Switch, fallback = 'false'): boolean => (value ?? fallback) !== 'false';
