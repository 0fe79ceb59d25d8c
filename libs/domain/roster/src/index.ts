// The roster: a label's influencers, their channels and figures, and the lists by which they come in.
// It owns influencers, channels, imports and the words that a search finds somebody by.
// It must never know a campaign, nor show an address or a telephone number to a brand.
export { type ImportCounts } from './import/import-store.js';
export type { Remark } from './import/import-batch.js';
export { ListImport, type ListImportOptions, type ListImportResult } from './import/list-import.js';
export { importTopic } from './import/imports.jobs.js';
export * from './imports.dto.js';
export { RosterImports } from './imports.service.js';
export { type FigureSource, Influencer, InfluencerChannel, type Visibility } from './influencer.entities.js';
export * from './influencers.dto.js';
export { Influencers } from './influencers.service.js';
export {
  countryOf,
  isFigureField,
  languageOf,
  type Platform,
  PLATFORMS,
  platformNamed,
  type RosterField,
} from './reading/index.js';
export { percentOf } from './profiles.js';
export { RosterExport } from './roster-export.js';
export { RosterImport } from './roster-import.entity.js';
export { RosterModule } from './roster.module.js';
export { fold, searchQuery, topicLexeme, wordsOf } from './search-words.js';
