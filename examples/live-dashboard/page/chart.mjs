import uPlot from 'uplot';

const HEIGHT = 220;
/** Up to here the scale does not shrink, so that one view does not look like a crowd. */
const LEAST_TOP = 4;

/** Of the scale: 1, 2, 5, 10, 20 and so on, since there is no half of a view. */
const STEPS = Array.from({ length: 24 }, (_, i) => [1, 2, 5][i % 3] * 10 ** Math.floor(i / 3));

/**
 * Bars over time, drawn anew when the element's width or the colours of the page change.
 * @param {HTMLElement} element
 * @param {object} texts
 * @param {(ms: number) => string} texts.tick of the axis of time
 * @param {(count: number) => string} texts.amount of the other axis
 * @param {(startMs: number, count: number | null) => string} texts.tell of the bar that is pointed at
 */
export function createChart(element, { tick, amount, tell }) {
  const tip = document.createElement('span');
  tip.className = 'chart-tip';
  tip.hidden = true;
  /** @type {uPlot.AlignedData} */
  let data = [[], []];
  let seconds = 1;
  let plot = draw();

  function draw() {
    const style = getComputedStyle(element);
    const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
    const axis = {
      stroke: colour('--muted'),
      font: '12px Inter, system-ui, sans-serif',
      ticks: { show: false },
      grid: { stroke: colour('--line'), width: 1 },
    };
    const made = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        padding: [12, 28, 0, 0],
        cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
        scales: {
          x: { range: (_, min, max) => [min - seconds / 2, max + seconds / 2] },
          y: { range: (_, __, max) => [0, Math.max(max ?? 0, LEAST_TOP)] },
        },
        axes: [
          {
            ...axis,
            size: 28,
            grid: { show: false },
            values: (_, splits) => splits.map((start) => tick(start * 1000)),
            space: 72,
          },
          { ...axis, size: 36, incrs: STEPS, values: (_, splits) => splits.map(amount), space: 36 },
        ],
        series: [
          {},
          {
            fill: colour('--accent'),
            width: 0,
            points: { show: false },
            paths: uPlot.paths.bars?.({ size: [0.72, 28], radius: 0.2 }),
          },
        ],
        hooks: { setCursor: [point] },
      },
      data,
      element,
    );
    made.over.append(tip);
    return made;
  }

  /** @param {uPlot} plot */
  function point({ cursor: { idx, left = -1 }, over }) {
    tip.hidden = idx === null || idx === undefined || left < 0;
    if (tip.hidden) return;
    tip.textContent = tell(data[0][idx ?? 0] * 1000, data[1]?.[idx ?? 0] ?? null);
    tip.style.translate = `${Math.min(left, over.clientWidth - tip.offsetWidth)}px`;
  }

  function again() {
    plot.destroy();
    plot = draw();
  }
  new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT })).observe(element);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
  // What is drawn on a canvas does not change when its font arrives.
  document.fonts.ready.then(again);

  return {
    /** @param {import('./rates.mjs').Series} series @param {number} spanSeconds of one bar */
    show({ starts, counts }, spanSeconds) {
      data = [starts, counts];
      seconds = spanSeconds;
      plot.setData(data);
    },
  };
}
