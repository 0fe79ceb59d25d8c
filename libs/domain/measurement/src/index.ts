// Measurement: clicks of tracked links, observed figures with their provenance, formulas, reports and their shares.
// It owns what a campaign did, and by which formula and rule each figure came about.
// It must never keep an address, overwrite an observation, or show a figure without its formula.
export {
  CLICK_REASONS,
  CLICK_RULES,
  CLICK_RULES_VERSION,
  type ClickFacts,
  type ClickReason,
  type ClickRules,
  decide,
  type Decision,
  replay,
  type StoredClick,
} from './clicks/click-rules.js';
export { Clicks, type Visit } from './clicks/clicks.service.js';
export { CLICK_FACTS_DAYS, ClickRetention } from './clicks/click-retention.js';
export { tryMark } from './clicks/target.js';
export * from './figures/figures.dto.js';
export { FigureUploads } from './figures/figure-uploads.service.js';
export { FigureViews } from './figures/figure-views.service.js';
export { type Metric, METRICS, neededMetrics, type Source, SOURCES } from './figures/metrics.js';
export { Observations } from './figures/observations.service.js';
export {
  compute,
  type Formula,
  type FormulaId,
  type FormulaInput,
  FORMULAS,
  type MeasuredPost,
} from './formulas/formulas.js';
export { Observation, ReportDocument, ReportShare } from './measurement.entities.js';
export * from './reports/report.dto.js';
export { ReportDocuments } from './reports/report-documents.service.js';
export { ReportExports } from './reports/report-exports.service.js';
export { ReportShares } from './reports/report-shares.service.js';
export { Reports } from './reports/reports.service.js';
export { SharedReports } from './reports/shared-reports.service.js';
export { MeasurementModule } from './measurement.module.js';
