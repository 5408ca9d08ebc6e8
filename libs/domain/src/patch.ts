/** The members of a patch that say something, since an undefined one would wipe out what it is spread over. */
export function namedMembers<T extends object>(patch: T): Partial<T> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<T>;
}
