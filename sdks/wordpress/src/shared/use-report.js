import apiFetch from '@wordpress/api-fetch';
import { useEffect, useState } from '@wordpress/element';
import { addQueryArgs } from '@wordpress/url';

/**
 * A report of the server, by way of this site.
 * @param {string} name as in Reports::NAMES
 * @param {{ range: string, path?: string }} query
 * @returns {{ data: object | null, error: string | null }} both null while it is on its way
 */
export function useReport(name, { range, path = '' }) {
  const [state, setState] = useState({ data: null, error: null });
  useEffect(() => {
    let isWanted = true;
    setState({ data: null, error: null });
    apiFetch({ path: addQueryArgs(`/micrologs/v1/stats/${name}`, { range, path }) }).then(
      (data) => isWanted && setState({ data, error: null }),
      (error) => isWanted && setState({ data: null, error: error.message }),
    );
    return () => {
      isWanted = false;
    };
  }, [name, range, path]);
  return state;
}
