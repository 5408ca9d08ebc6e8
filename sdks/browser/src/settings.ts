/** A switch: given as a boolean, or as an attribute's text, where "false" is off and anything else, also "", is on. */
export type Switch = boolean | string | undefined;

/** `TrackerOptions`, or the `data-` attributes of the same names. */
export interface Settings {
  publicKey: string;
  apiUrl: string;
  environment?: string;
  cookieless?: Switch;
  respectDnt?: Switch;
  fingerprint?: Switch;
  errors?: Switch;
}

export const isOn = (value: Switch = false): boolean => `${value}` !== 'false';
