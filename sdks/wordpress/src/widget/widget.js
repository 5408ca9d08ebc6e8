import { __ } from '@wordpress/i18n';
import { Bars } from '../shared/bars';
import { Chart } from '../shared/chart';
import { Loaded, NotConnected } from '../shared/state';
import { Tiles } from '../shared/tiles';
import { useReport } from '../shared/use-report';

const QUERY = { range: '7d' };

export function Widget({ isConnected, settingsUrl, statsUrl }) {
  return isConnected ? <Week statsUrl={statsUrl} /> : <NotConnected settingsUrl={settingsUrl} />;
}

function Week({ statsUrl }) {
  const visitors = useReport('visitors', QUERY);
  const pages = useReport('pages', QUERY);
  return (
    <>
      <Loaded state={visitors}>
        {(report) => (
          <>
            <Tiles report={report} />
            <Chart rows={report.over_time} height={160} withTable={false} />
          </>
        )}
      </Loaded>
      <h3>{__('Most viewed in the last 7 days', 'micrologs')}</h3>
      <Loaded state={pages}>
        {(report) => (
          <Bars
            rows={report.pages.slice(0, 5).map(({ url, page_title, pageviews }) => ({
              key: url,
              label: page_title || url,
              title: url,
              value: pageviews,
            }))}
            head={__('Page', 'micrologs')}
            unit={__('Views', 'micrologs')}
          />
        )}
      </Loaded>
      <p>
        <a href={statsUrl}>{__('All statistics', 'micrologs')}</a>
      </p>
    </>
  );
}
