import { Card, CardBody, CardHeader } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { Bars } from '../shared/bars';
import { Loaded } from '../shared/state';
import { useReport } from '../shared/use-report';

const viewsUnit = () => __('Views', 'micrologs');

/** A list out of a report: `rowsOf` makes rows of its data. */
function ListOf({ state, title, rowsOf, ...columns }) {
  return (
    <Card size="small">
      <CardHeader>
        <h2>{title}</h2>
      </CardHeader>
      <CardBody>
        <Loaded state={state}>{(data) => <Bars rows={rowsOf(data)} {...columns} />}</Loaded>
      </CardBody>
    </Card>
  );
}

const List = ({ report, query, ...list }) => <ListOf state={useReport(report, query)} {...list} />;

const DEVICES = {
  desktop: __('Desktop', 'micrologs'),
  mobile: __('Mobile', 'micrologs'),
  tablet: __('Tablet', 'micrologs'),
};

/** Rows out of a list of the report: what is not known has a name of its own. */
const rowsBy =
  (list, field, value = 'pageviews') =>
  (data) =>
    data[list].map((row) => ({
      key: row[field],
      label: DEVICES[row[field]] ?? (row[field] || __('Unknown', 'micrologs')),
      value: row[value],
    }));

export const Pages = ({ query, onSelect }) => (
  <List
    report="pages"
    query={query}
    title={__('Pages', 'micrologs')}
    head={__('Page', 'micrologs')}
    unit={viewsUnit()}
    rowsOf={({ pages }) =>
      pages.map(({ url, page_title, pageviews }) => ({
        key: url,
        label: page_title || url,
        title: url,
        value: pageviews,
        onSelect: () => onSelect(url),
      }))
    }
  />
);

export const Channels = ({ query }) => (
  <List
    report="channels"
    query={query}
    title={__('How visits came', 'micrologs')}
    head={__('Channel', 'micrologs')}
    unit={__('Sessions', 'micrologs')}
    rowsOf={rowsBy('channels', 'channel', 'sessions')}
  />
);

export const Referrers = ({ query }) => (
  <List
    report="referrers"
    query={query}
    title={__('Referrers', 'micrologs')}
    head={__('Page that leads here', 'micrologs')}
    unit={viewsUnit()}
    rowsOf={rowsBy('top_referrers', 'referrer_url')}
  />
);

export const Countries = ({ query }) => (
  <List
    report="locations"
    query={query}
    title={__('Countries', 'micrologs')}
    head={__('Country', 'micrologs')}
    unit={viewsUnit()}
    rowsOf={rowsBy('by_country', 'country')}
  />
);

/** Two lists of one report. */
export function Devices({ query }) {
  const state = useReport('devices', query);
  return (
    <>
      <ListOf
        state={state}
        title={__('Devices', 'micrologs')}
        head={__('Device', 'micrologs')}
        unit={viewsUnit()}
        rowsOf={rowsBy('by_device', 'device_type')}
      />
      <ListOf
        state={state}
        title={__('Browsers', 'micrologs')}
        head={__('Browser', 'micrologs')}
        unit={viewsUnit()}
        rowsOf={rowsBy('by_browser', 'browser')}
      />
    </>
  );
}

export const Errors = ({ query }) => (
  <List
    report="errors"
    query={query}
    title={__('Errors', 'micrologs')}
    head={__('Error', 'micrologs')}
    unit={__('Times', 'micrologs')}
    rowsOf={({ errors }) =>
      errors.map(({ id, error_type, message, occurrence_count }) => ({
        key: id,
        label: `${error_type}: ${message}`,
        value: occurrence_count,
      }))
    }
  />
);

export const Links = ({ query }) => (
  <List
    report="links"
    query={query}
    title={__('Short links', 'micrologs')}
    head={__('Link', 'micrologs')}
    unit={__('Clicks', 'micrologs')}
    rowsOf={({ links }) =>
      links.map(({ code, label, total_clicks }) => ({ key: code, label: label || code, value: total_clicks }))
    }
  />
);
