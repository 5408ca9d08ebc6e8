import { __, sprintf } from '@wordpress/i18n';
import { formatChange, formatCount, formatPercent } from './numbers';

function Tile({ label, value, change, isGood }) {
  return (
    <div className="micrologs-tile">
      <dt>{label}</dt>
      <dd>
        <strong>{value}</strong>
        {change && (
          <span className={`micrologs-change ${isGood ? 'is-good' : 'is-bad'}`}>
            {/* translators: %s: change in percent, with its sign */}
            {sprintf(__('%s against before', 'micrologs'), change)}
          </span>
        )}
      </dd>
    </div>
  );
}

/** The totals of a visitors' report, against as many days before. */
export function Tiles({ report }) {
  const before = report.comparison;
  const count = (label, field) => (
    <Tile
      label={label}
      value={formatCount(report[field])}
      change={before && formatChange(report[field], before[field])}
      isGood={before && report[field] >= before[field]}
    />
  );
  return (
    <dl className="micrologs-tiles">
      {count(__('Visitors', 'micrologs'), 'unique_visitors')}
      {count(__('Pageviews', 'micrologs'), 'total_pageviews')}
      {count(__('Sessions', 'micrologs'), 'total_sessions')}
      <Tile
        label={__('Bounce rate', 'micrologs')}
        value={formatPercent(report.bounce_rate)}
        change={before && formatChange(report.bounce_rate, before.bounce_rate)}
        isGood={before && report.bounce_rate <= before.bounce_rate}
      />
    </dl>
  );
}
