import apiFetch from '@wordpress/api-fetch';
import { Button, Card, CardBody, CardHeader, Notice, TextControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';

export function SettingsPage({ settings }) {
  const [values, setValues] = useState(settings);
  const [notice, setNotice] = useState(null);
  const text = (name, label, type) => (
    <TextControl
      label={label}
      type={type}
      value={values[name] ?? ''}
      onChange={(value) => setValues({ ...values, [name]: value })}
    />
  );
  const save = async () => {
    const { host, public_key, secret_key } = values;
    try {
      setValues(
        await apiFetch({ path: '/micrologs/v1/settings', method: 'POST', data: { host, public_key, secret_key } }),
      );
      setNotice({ status: 'success', text: __('Settings saved.', 'micrologs') });
    } catch (error) {
      setNotice({ status: 'error', text: error.message });
    }
  };
  return (
    <div>
      {notice && (
        <Notice status={notice.status} onRemove={() => setNotice(null)}>
          {notice.text}
        </Notice>
      )}
      <Card>
        <CardHeader>{__('Server', 'micrologs')}</CardHeader>
        <CardBody>
          {text('host', __('Address of the server', 'micrologs'), 'url')}
          {text('public_key', __('Public key', 'micrologs'), 'text')}
          {text('secret_key', __('Secret key', 'micrologs'), 'password')}
        </CardBody>
      </Card>
      <p>
        <Button variant="primary" onClick={save}>
          {__('Save settings', 'micrologs')}
        </Button>
      </p>
    </div>
  );
}
