import { still, type Plan, type Sheet } from './plan.js';

/** A line the height of a word, for a table cell: no axes, the last known value dotted. */
export function sparklinePlan({ spec, ink, formats }: Sheet): Plan {
  const color = ink.series(0);
  const values = (spec.series[0]?.values ?? []).map(formats.plotted);
  const last = values.findLastIndex((value) => value !== null);
  return {
    heightPx: spec.height ?? 28,
    option: {
      animation: false,
      grid: { left: 4, right: 4, top: 4, bottom: 4, outerBoundsMode: 'none' },
      xAxis: {
        type: 'category',
        show: false,
        boundaryGap: false,
        inverse: spec.dir === 'rtl',
        data: values.map((_, at) => at),
      },
      yAxis: { type: 'value', show: false, scale: true },
      series: [
        {
          type: 'line',
          ...still,
          lineStyle: { color, width: 1.5, cap: 'round', join: 'round' },
          itemStyle: { color, borderWidth: 0 },
          showAllSymbol: true,
          data: values.map((value, at) => {
            const alone = values[at - 1] == null && values[at + 1] == null;
            const size = at === last ? 5 : alone ? 3 : 0;
            return { value, symbol: size && value !== null ? 'circle' : 'none', symbolSize: size };
          }),
        },
      ],
    },
  };
}
