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
export { MeasurementModule } from './measurement.module.js';
