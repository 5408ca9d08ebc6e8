/** Names the link where the code stands in the query; never a parameter of the target. */
const CODE_PARAMETER = 'c';

/** Beyond this common clients give up on a `Location`, so the visitor's parameters are left out then. */
const MAX_LOCATION = 8192;

/**
 * `destination` with the parameters of `query` that it does not have itself. They only ever become part of its query:
 * scheme, host, path and fragment stay.
 * @param query as the visitor's request has it, without the question mark
 */
export function addQuery(destination: string, query: string): string {
  if (query === '') return destination;
  const hash = destination.indexOf('#');
  const target = hash === -1 ? destination : destination.slice(0, hash);
  const mark = target.indexOf('?');
  const own = new URLSearchParams(mark === -1 ? '' : target.slice(mark));
  const added = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(`?${query}`)) {
    if (name !== CODE_PARAMETER && !own.has(name)) added.append(name, value);
  }
  if (added.size === 0) return destination;
  const isOpen = mark === target.length - 1 || target.endsWith('&');
  const joint = mark === -1 ? '?' : isOpen ? '' : '&';
  const location = `${target}${joint}${added}${hash === -1 ? '' : destination.slice(hash)}`;
  return location.length > MAX_LOCATION ? destination : location;
}
