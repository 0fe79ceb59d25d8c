// Reads creators' lists as people keep them: any CSV or XLSX, any header, row by row into clean creators.
// It owns what a list may hold (fields, mapping guesses, figures, countries) and why a row is refused.
// It must never touch the database, nor keep more than a few rows in memory.
export { countryOf } from './countries.js';
export {
  type NormalisedRow,
  type RejectReason,
  type RosterCreator,
  type RowError,
  type RowNote,
  type RowWarning,
  type WarnReason,
  rosterKey,
} from './creator.js';
export { DELIMITERS, type Delimiter } from './csv-records.js';
export { type DecimalMark, type Figure, type FigureFault, parseFigure } from './figures.js';
export {
  PLATFORMS,
  ROSTER_FIELDS,
  type Platform,
  type RosterField,
  isFigureField,
  platformNamed,
} from './fields.js';
export type { Gender } from './genders.js';
export { type Handle, handleOfUrl, normaliseHandle, readHandle } from './handles.js';
export { languageOf } from './languages.js';
export type { GuessReason } from './column-guess.js';
export {
  type ColumnMapping,
  type MappingCorrection,
  type MappingDoubt,
  type RosterMapping,
  correctMapping,
  guessMapping,
} from './mapping.js';
export { type NormaliseOptions, type RowNormaliser, createNormaliser, normaliseRow } from './normalise.js';
export { toCsvLine, toPlainRow } from './plain.js';
export type { PlatformGuess } from './platform-guess.js';
export { type OpenOptions, type RosterFile, type RosterSource, openRosterFile } from './roster-file.js';
export type { RosterRow } from './roster-row.js';
