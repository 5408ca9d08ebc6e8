import { __ } from '@wordpress/i18n';
import { formatCount } from './numbers';

/**
 * A list with a bar behind each row, as long as its share of the largest.
 * @param {{ rows: { key: string, label: string, title?: string, value: number, onSelect?: () => void }[], head: string, unit: string }} props
 */
export function Bars({ rows, head, unit }) {
  if (rows.length === 0) return <p className="micrologs-empty">{__('Nothing in this time.', 'micrologs')}</p>;
  const most = Math.max(...rows.map(({ value }) => value), 1);
  return (
    <table className="micrologs-bars">
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col">{unit}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, label, title, value, onSelect }) => (
          <tr key={key}>
            <th scope="row" title={title ?? label}>
              <span className="micrologs-bar" style={{ width: `${(100 * value) / most}%` }} aria-hidden="true" />
              {onSelect ? (
                <button type="button" className="button-link" onClick={onSelect}>
                  {label}
                </button>
              ) : (
                <span>{label}</span>
              )}
            </th>
            <td>{formatCount(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
