export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Figures that missed what they should reach. */
export const missed = [];

const digits = (value) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2));

/** Prints one line; a figure may come as [value, bound, 'least' | 'most'] and is then judged. */
export function row(title, figures) {
  const parts = Object.entries(figures).map(([name, figure]) => {
    if (!Array.isArray(figure)) return `${name} ${figure}`;
    const [value, bound, kind] = figure;
    const reached = kind === 'least' ? value >= bound : value <= bound;
    if (!reached) missed.push(`${title}: ${name} ${digits(value)}, at ${kind} ${bound} wanted`);
    return `${name} ${digits(value)} (at ${kind} ${bound}: ${reached ? 'reached' : 'MISSED'})`;
  });
  console.log(`  ${title}: ${parts.join(' · ')}`);
}
