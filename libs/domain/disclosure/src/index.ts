// For: telling whether a post discloses what was behind it, by the dated rules of each jurisdiction, and how to mend it.
// Owns: the rule packs with their sources, the judge, its rule codes and sentences; the chained record of judgements.
// Must never: lower a finding, change a report that was made, or let the judge read a clock, the database or the network.
export { judge } from './judge.js';
export { disclosureFinding, disclosureInput, disclosureReport } from './schemas.js';
export type { DisclosureFinding, DisclosureInput, DisclosureReport } from './schemas.js';
export { RULE_CODES, RULE_SENTENCES, say } from './rules.js';
export type { RuleCode, SayParams } from './rules.js';
export { jurisdictionOf, packAt, PACKS } from './packs/index.js';
export { FORMATS, JURISDICTIONS, packVersion, RELATIONSHIPS } from './packs/pack.js';
export type { Format, Jurisdiction, Level, Pack, Relationship, Verdict } from './packs/pack.js';
export { FOLDS } from './reading.js';
export type { Fold } from './reading.js';
export { DisclosureModule } from './disclosure.module.js';
export { DisclosureRecord, type Moment, MOMENTS } from './disclosure-report.entity.js';
export { DisclosureView } from './disclosure.dto.js';
export { Disclosures, type JudgedSubject } from './disclosures.service.js';
export type { JudgedPiece } from './question.js';
