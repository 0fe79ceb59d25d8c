/** Ways in which any cell says "not known". */
const MISSING_ANYWHERE = [
  '',
  '-',
  '--',
  '---',
  '–',
  '—',
  '−',
  '.',
  '..',
  '…',
  '...',
  '?',
  '??',
  'nan',
  'n/a',
  'n.a.',
  'n / a',
  '#n/a',
  '#nv',
  '#n/d',
  '#n/disp',
  '<na>',
  'null',
  '(null)',
  'none',
  'undefined',
  'unknown',
  'not available',
  '(blank)',
  'k.a.',
  'k. a.',
  'keine angabe',
  'unbekannt',
  's/d',
  'sin datos',
  'desconocido',
  'inconnu',
  'desconhecido',
  'sem dados',
  'sconosciuto',
  'غير معروف',
];

/** Every way a figure says so; missing is never zero. */
const MISSING_FIGURES = new Set([
  ...MISSING_ANYWHERE,
  '/',
  '\\',
  '*',
  'x',
  'nan%',
  '-nan',
  'na',
  'n.a',
  'nil',
  'nat',
  'hidden',
  'private',
  'empty',
  '-%',
  '--%',
  'n. v.',
  'n.v.',
  's.d.',
  's/n',
  'nd',
  'n.d.',
  'n/d',
  'no disponible',
  'non disponible',
  'n.c.',
  'nc',
  'não disponível',
]);

/** Names that scrapers put where there was none. */
const MISSING_TEXTS = new Set([...MISSING_ANYWHERE, 'user not found', 'account not found', 'deleted user']);

const LONGEST_MISSING = 20;

/** How a word may begin, so that most cells are told from all of them by their first letter. */
const FIRST_CODES = new Set([...MISSING_FIGURES, ...MISSING_TEXTS].map((word) => word.charCodeAt(0)));

function isOneOf(words: ReadonlySet<string>, raw: string): boolean {
  if (raw === '') return true;
  const first = raw.charCodeAt(0);
  if (first > 0x20 && first < 0x80 && !FIRST_CODES.has(first) && !FIRST_CODES.has(first | 0x20)) return false;
  const text = raw.trim();
  return text.length <= LONGEST_MISSING && words.has(text.toLowerCase());
}

/** True for a figure that is not known. */
export function isMissing(raw: string): boolean {
  return isOneOf(MISSING_FIGURES, raw);
}

/** True for a text that is not known; narrower, since `X` and `Nil` are names. */
export function isMissingText(raw: string): boolean {
  return isOneOf(MISSING_TEXTS, raw);
}

/** Spreadsheet errors in English, German, Spanish, French, Portuguese and Italian; `#N/A` is "missing" instead. */
const SPREADSHEET_ERROR =
  /^#(?:VALUE|¡?VALOR|WERT|VALEUR|VALORE|¡?REF|BEZUG|RIF|¡?DIV\/0|NAME|¿?NOMBRE|NOM|NOME|¡?N[UÚ]M|ZAHL|NULL|¡?NULO|NUL|NULLO|SPILL|ÜBERLAUF|¡?DESBORDAMIENTO|CALC|KALK|FIELD|BLOCKED|CONNECT|BUSY|ERROR)[!?]$|^#GETTING_DATA$|^#{3,}$/iu;

export function isSpreadsheetError(raw: string): boolean {
  const text = raw.trim();
  return text.startsWith('#') && SPREADSHEET_ERROR.test(text);
}
