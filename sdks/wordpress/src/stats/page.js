import { Button, ButtonGroup, Card, CardBody, CardHeader } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { getQueryArg } from '@wordpress/url';
import { Chart } from '../shared/chart';
import { Loaded, NotConnected } from '../shared/state';
import { Tiles } from '../shared/tiles';
import { useReport } from '../shared/use-report';
import { Channels, Countries, Devices, Errors, Links, Pages, Referrers } from './lists';

const RANGES = [
  ['1d', __('2 days', 'micrologs')],
  ['7d', __('7 days', 'micrologs')],
  ['30d', __('30 days', 'micrologs')],
  ['90d', __('90 days', 'micrologs')],
  ['365d', __('Year', 'micrologs')],
];

export function StatsPage({ isConnected, settingsUrl, homeUrl }) {
  const [range, setRange] = useState('30d');
  const [path, setPath] = useState(getQueryArg(window.location.href, 'path') ?? '');
  if (!isConnected) return <NotConnected settingsUrl={settingsUrl} />;
  const query = { range, path };
  return (
    <div className="micrologs-stats">
      <div className="micrologs-toolbar">
        <ButtonGroup aria-label={__('Time', 'micrologs')}>
          {RANGES.map(([value, label]) => (
            <Button
              key={value}
              variant={value === range ? 'primary' : 'secondary'}
              aria-pressed={value === range}
              onClick={() => setRange(value)}
            >
              {label}
            </Button>
          ))}
        </ButtonGroup>
        {path && (
          <span className="micrologs-filter">
            {__('Only', 'micrologs')} <a href={new URL(path, homeUrl).href}>{path}</a>
            <Button variant="link" onClick={() => setPath('')}>
              {__('Show all pages', 'micrologs')}
            </Button>
          </span>
        )}
      </div>
      <Overview query={query} />
      <div className="micrologs-grid">
        <Pages query={query} onSelect={setPath} />
        <Channels query={query} />
        <Referrers query={query} />
        <Countries query={query} />
        <Devices query={query} />
        {!path && <Errors query={query} />}
        {!path && <Links query={query} />}
      </div>
    </div>
  );
}

function Overview({ query }) {
  const state = useReport('visitors', query);
  return (
    <Card className="micrologs-overview">
      <CardHeader>
        <h2>{__('Visitors', 'micrologs')}</h2>
      </CardHeader>
      <CardBody>
        <Loaded state={state}>
          {(report) => (
            <>
              <Tiles report={report} />
              <Chart rows={report.over_time} />
            </>
          )}
        </Loaded>
      </CardBody>
    </Card>
  );
}
