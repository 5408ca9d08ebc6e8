import { useEffect, useState } from 'react';

const read = () => ({ pathname: location.pathname, search: location.search });

/** What the recipe needs of React Router: the address, anew after each navigation. */
export function useLocation(): { pathname: string; search: string } {
  const [address, setAddress] = useState(read);
  useEffect(() => {
    const update = () => setAddress(read());
    addEventListener('navigated', update);
    return () => removeEventListener('navigated', update);
  }, []);
  return address;
}
