import { createRequire } from 'node:module';
import type * as ECharts from 'echarts';

const require = createRequire(import.meta.url);
let loaded: typeof ECharts | undefined;

/** ECharts, once the first chart is drawn: its modules would take half a second of every start, and its one file a third of that. */
export function echarts(): typeof ECharts {
  return (loaded ??= require('echarts') as typeof ECharts);
}
