import apiFetch from '@wordpress/api-fetch';
import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';

/** Asks this site to ask the server; with what is stored, so changes are saved first. */
export function ConnectionTest({ isChanged }) {
  const [checks, setChecks] = useState([]);
  const [isBusy, setIsBusy] = useState(false);
  const test = async () => {
    setIsBusy(true);
    try {
      setChecks(await apiFetch({ path: '/micrologs/v1/connection', method: 'POST' }));
    } catch ({ message }) {
      setChecks([{ name: __('This site', 'micrologs'), ok: false, message }]);
    }
    setIsBusy(false);
  };
  return (
    <div>
      <Button variant="secondary" isBusy={isBusy} disabled={isBusy || isChanged} onClick={test}>
        {__('Test the connection', 'micrologs')}
      </Button>
      {isChanged && <span className="description"> {__('Save first.', 'micrologs')}</span>}
      <ul className="micrologs-checks" aria-live="polite">
        {checks.map(({ name, ok, message }) => (
          <li key={name} className={ok ? 'is-good' : 'is-bad'}>
            <span>
              <strong>{name}:</strong> {message}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
