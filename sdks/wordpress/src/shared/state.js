import { Notice, Spinner } from '@wordpress/components';
import { __ } from '@wordpress/i18n';

/** Shows a report that may still be on its way, or that could not be had. */
export function Loaded({ state: { data, error }, children }) {
  if (error) {
    return (
      <Notice status="error" isDismissible={false}>
        {error}
      </Notice>
    );
  }
  if (!data) {
    return (
      <p className="micrologs-loading">
        <Spinner /> {__('Loading …', 'micrologs')}
      </p>
    );
  }
  return children(data);
}

/** In the place of statistics while there is no connection. */
export function NotConnected({ settingsUrl }) {
  return (
    <Notice status="warning" isDismissible={false}>
      <p>{__('Micrologs is not connected yet: it needs the address of your server and both keys.', 'micrologs')}</p>
      {settingsUrl && (
        <p>
          <a href={settingsUrl}>{__('Go to the settings', 'micrologs')}</a>
        </p>
      )}
    </Notice>
  );
}
