import apiFetch from '@wordpress/api-fetch';
import { Button, Card, CardBody, CardHeader, Notice, TabPanel } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { fieldsOf } from './fields';
import { tabs } from './sections';

export function SettingsPage({ settings, roles }) {
  const [stored, setStored] = useState(settings);
  const [changes, setChanges] = useState({});
  const [notice, setNotice] = useState(null);
  const [isBusy, setIsBusy] = useState(false);
  const isChanged = Object.keys(changes).length > 0;
  const values = { ...stored, ...changes };
  const fields = fieldsOf(values, (more) => setChanges({ ...changes, ...more }));

  const save = async () => {
    setIsBusy(true);
    try {
      setStored(await apiFetch({ path: '/micrologs/v1/settings', method: 'POST', data: changes }));
      setChanges({});
      setNotice({ status: 'success', text: __('Settings saved.', 'micrologs') });
    } catch (error) {
      setNotice({ status: 'error', text: wordsOf(error) });
    }
    setIsBusy(false);
  };

  return (
    <div className="micrologs-settings">
      {notice && (
        <Notice status={notice.status} onRemove={() => setNotice(null)}>
          {notice.text}
        </Notice>
      )}
      <TabPanel tabs={tabs({ roles, isChanged })}>
        {({ cards }) =>
          cards.map((card) => (
            <Card key={card.title}>
              <CardHeader>
                <h2>{card.title}</h2>
              </CardHeader>
              <CardBody className="micrologs-fields">
                {card.fields(fields, values).map((field, index) => (
                  <div key={index}>{field}</div>
                ))}
              </CardBody>
            </Card>
          ))
        }
      </TabPanel>
      <div className="micrologs-save">
        <Button variant="primary" isBusy={isBusy} disabled={isBusy || !isChanged} onClick={save}>
          {__('Save settings', 'micrologs')}
        </Button>
        {isChanged && <span>{__('There are unsaved changes.', 'micrologs')}</span>}
      </div>
    </div>
  );
}

/** WordPress says which settings are wrong by their names, in `data.params`. */
function wordsOf({ message, data }) {
  return data?.params ? `${message} ${Object.values(data.params).join(' ')}` : message;
}
