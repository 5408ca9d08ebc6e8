import { useEffect, useRef, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatCount, formatDate, formatTick, toTime } from './numbers';

/** Told apart without colours as well: one is filled, the other dashed. */
const PAGEVIEWS = '#2271b1';
const VISITORS = '#8a4b00';

const isHourly = (rows) => rows[0]?.date.includes('T');

function optionsFor(rows, width, height) {
  const axis = {
    stroke: '#50575e',
    font: '12px sans-serif',
    grid: { stroke: '#e6e7e9', width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height,
    padding: [12, 28, 0, 0],
    legend: { show: true, live: true },
    cursor: { drag: { x: false, y: false }, points: { size: 7 } },
    scales: { y: { range: (_, min, max) => [Math.min(0, min), Math.max(4, max * 1.08)] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 80,
        values: (_, ticks) => ticks.map((tick) => formatTick(tick, isHourly(rows))),
      },
      {
        ...axis,
        size: 52,
        // Half a visitor would be a strange thing to read off.
        values: (_, ticks) => ticks.map((value) => (Number.isInteger(value) ? formatCount(value) : '')),
      },
    ],
    series: [
      {
        label: isHourly(rows) ? __('Hour', 'micrologs') : __('Day', 'micrologs'),
        value: (_, __, ___, index) => (index === null ? '–' : formatDate(rows[index].date)),
      },
      {
        label: __('Pageviews', 'micrologs'),
        stroke: PAGEVIEWS,
        fill: 'rgba(34, 113, 177, 0.12)',
        width: 2,
        points: { show: rows.length < 2 },
        value: (_, value) => (value === null ? '–' : formatCount(value)),
      },
      {
        label: __('Visitors', 'micrologs'),
        stroke: VISITORS,
        dash: [6, 4],
        width: 2,
        points: { show: rows.length < 2 },
        value: (_, value) => (value === null ? '–' : formatCount(value)),
      },
    ],
  };
}

/**
 * Pageviews and visitors over time: drawn, and as a table for those who cannot see the drawing or want the figures.
 * @param {{ rows: { date: string, pageviews: number, unique_visitors: number }[], height?: number, withTable?: boolean }} props
 */
export function Chart({ rows, height = 280, withTable = true }) {
  const place = useRef();
  const [showsTable, setShowsTable] = useState(false);
  useEffect(() => {
    const data = [
      rows.map(({ date }) => toTime(date)),
      rows.map(({ pageviews }) => pageviews),
      rows.map(({ unique_visitors }) => unique_visitors),
    ];
    const plot = new UPlot(optionsFor(rows, place.current.clientWidth, height), data, place.current);
    const observer = new ResizeObserver(() => plot.setSize({ width: place.current.clientWidth, height }));
    observer.observe(place.current);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [rows, height]);

  const total = rows.reduce((sum, { pageviews }) => sum + pageviews, 0);
  const peak = rows.reduce((best, row) => (row.pageviews > best.pageviews ? row : best), rows[0]);
  return (
    <div className="micrologs-chart">
      <div
        ref={place}
        role="img"
        aria-label={sprintf(
          /* translators: 1: number of pageviews, 2: date or hour, 3: number of pageviews on it */
          __('%1$s pageviews; most of them on %2$s: %3$s', 'micrologs'),
          formatCount(total),
          formatDate(peak.date),
          formatCount(peak.pageviews),
        )}
      />
      {withTable && (
        <button
          type="button"
          className="button-link micrologs-as-table"
          aria-expanded={showsTable}
          onClick={() => setShowsTable(!showsTable)}
        >
          {showsTable ? __('Hide the table', 'micrologs') : __('Show as a table', 'micrologs')}
        </button>
      )}
      {showsTable && <Figures rows={rows} />}
    </div>
  );
}

function Figures({ rows }) {
  return (
    <div className="micrologs-figures">
      <table className="widefat striped">
        <thead>
          <tr>
            <th scope="col">{isHourly(rows) ? __('Hour', 'micrologs') : __('Day', 'micrologs')}</th>
            <th scope="col">{__('Pageviews', 'micrologs')}</th>
            <th scope="col">{__('Visitors', 'micrologs')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ date, pageviews, unique_visitors }) => (
            <tr key={date}>
              <th scope="row">{formatDate(date)}</th>
              <td>{formatCount(pageviews)}</td>
              <td>{formatCount(unique_visitors)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
