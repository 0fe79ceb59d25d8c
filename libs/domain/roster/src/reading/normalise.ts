import { type CategorySplitter, createCategorySplitter } from './categories.js';
import { countryOf } from './countries.js';
import {
  type NormalisedRow,
  type RejectReason,
  REJECT_MESSAGES,
  type RosterCreator,
  type RowError,
  type RowNote,
  type RowWarning,
  WARN_MESSAGES,
  type WarnReason,
} from './creator.js';
import { parseFigure, toCount, toRatePpm, type CountResult } from './figures.js';
import { type CountField, type Platform, ROSTER_FIELDS, type RosterField, platformNamed } from './fields.js';
import { type Gender, genderOf } from './genders.js';
import { type Handle, deriveHandle, handleOfUrl, normaliseHandle, readHandle } from './handles.js';
import { languageOf } from './languages.js';
import type { ColumnMapping, RosterMapping } from './mapping.js';
import { isMissing, isMissingText, isSpreadsheetError } from './missing.js';
import { NOT_QUICK, quickCount, quickRatePpm } from './quick-figures.js';
import { remembered } from './remembered.js';
import { LOST_LETTER, cleanText, looksGarbled, tidyLostLetters } from './text.js';

/** One row as the file holds it. */
export interface RosterRow {
  /** As a spreadsheet numbers it, the header being row 1 where it is the first. */
  readonly row: number;
  /** The physical line where it begins. */
  readonly line: number;
  readonly cells: readonly string[];
  /** What is wrong with the row as a whole. */
  readonly broken?: 'quoteBroken';
}

export interface NormaliseOptions {
  /** For rows that do not say their own; overrides the mapping's. */
  readonly platform?: Platform;
}

export type RowNormaliser = (row: RosterRow) => NormalisedRow;

const NO_WARNINGS: readonly RowWarning[] = Object.freeze([]);
const NO_CATEGORIES: readonly string[] = Object.freeze([]);
/** Longer texts are no name, place or address. */
const LONGEST_TEXT = 200;
const PPM_OF_100_PERCENT = 1_000_000;

type Columns = readonly ColumnMapping[];
type TextField = 'country' | 'language' | 'city' | 'email' | 'phone' | 'gender';

/** Settles once per list what each row then only looks up: which columns hold which field, in which order. */
export function createNormaliser(mapping: RosterMapping, options: NormaliseOptions = {}): RowNormaliser {
  const columnsOf = (field: RosterField): Columns =>
    mapping.columns.filter((column) => column.field === field).sort((a, b) => a.order - b.order);
  const fieldsOf = <F extends RosterField>(
    ...kinds: string[]
  ): { field: F; columns: Columns; rounds: boolean }[] =>
    (Object.keys(ROSTER_FIELDS) as F[])
      .filter((field) => kinds.includes(ROSTER_FIELDS[field]))
      .map((field) => ({ field, columns: columnsOf(field), rounds: ROSTER_FIELDS[field] === 'average' }))
      .filter(({ columns }) => columns.length > 0);
  return new RowReading({
    platform: options.platform ?? mapping.platform.platform,
    width: mapping.columns.length,
    headers: mapping.columns.map((column) => column.header),
    handle: columnsOf('handle'),
    displayName: columnsOf('displayName'),
    platformColumns: columnsOf('platform'),
    profileUrl: columnsOf('profileUrl'),
    counts: fieldsOf<CountField>('total', 'average'),
    rate: columnsOf('engagementRate'),
    categories: columnsOf('category'),
    splitCategories: createCategorySplitter(),
    texts: fieldsOf<TextField>('text').filter(({ field }) => (field as RosterField) !== 'category'),
  }).read;
}

const normalisers = new WeakMap<RosterMapping, Map<Platform | undefined, RowNormaliser>>();

/** Reads one row by a mapping: a creator and what was doubtful, or every reason why not. */
export function normaliseRow(
  row: RosterRow,
  mapping: RosterMapping,
  options: NormaliseOptions = {},
): NormalisedRow {
  let byPlatform = normalisers.get(mapping);
  if (!byPlatform) normalisers.set(mapping, (byPlatform = new Map()));
  let normalise = byPlatform.get(options.platform);
  if (!normalise) byPlatform.set(options.platform, (normalise = createNormaliser(mapping, options)));
  return normalise(row);
}

interface Plan {
  readonly platform: Platform;
  readonly width: number;
  readonly headers: readonly string[];
  readonly handle: Columns;
  readonly displayName: Columns;
  readonly platformColumns: Columns;
  readonly profileUrl: Columns;
  readonly counts: readonly { field: CountField; columns: Columns; rounds: boolean }[];
  readonly rate: Columns;
  readonly categories: Columns;
  readonly splitCategories: CategorySplitter;
  readonly texts: readonly { field: TextField; columns: Columns }[];
}

const countryByText = remembered((text: string) => countryOf(cleanText(text)));
const platformByText = remembered(platformNamed);
const PLAIN_EMAIL = /^[^\s@<>"(),;:]+@[^\s@<>"(),;:]+\.[^\s@<>"(),;:.]{2,}$/;

/** The reading of rows under one plan; its fields are the row in hand. */
class RowReading {
  private row!: RosterRow;
  private errors: RowError[] | null = null;
  private warnings: RowWarning[] | null = null;

  constructor(private readonly plan: Plan) {}

  readonly read = (row: RosterRow): NormalisedRow => {
    this.row = row;
    this.errors = null;
    this.warnings = null;
    const { plan } = this;
    if (row.broken) this.reject(null, row.cells.join(' ').slice(0, 80), row.broken);
    if (row.cells.length !== plan.width) this.checkWidth();
    if (this.errors !== null) return { ok: false, errors: this.errors };

    let platform = this.readPlatform();
    const displayName = this.readName();
    const url = plan.profileUrl.length === 0 ? null : this.readUrl();
    const found = this.readHandle(platform ?? plan.platform, url);
    if (found?.platform) platform = found.platform;

    const creator: RosterCreator = {
      platform: platform ?? plan.platform,
      handle: found?.handle ?? '',
      handleNorm: found?.handleNorm ?? '',
      handleDerived: found?.derived ?? false,
      displayName,
      profileUrl: url,
      followers: null,
      posts: null,
      totalLikes: null,
      totalViews: null,
      rank: null,
      avgLikes: null,
      avgViews: null,
      avgComments: null,
      avgShares: null,
      avgEngagements: null,
      newPostAvgLikes: null,
      influenceScore: null,
      engagementRatePpm: null,
      categories: plan.categories.length === 0 ? NO_CATEGORIES : this.readCategories(),
      country: null,
      language: null,
      city: null,
      email: null,
      phone: null,
      gender: null,
    };
    for (const count of plan.counts)
      creator[count.field] = this.readFigure(count.columns, count.field, count.rounds);
    if (plan.rate.length > 0) creator.engagementRatePpm = this.readFigure(plan.rate, 'engagementRate', true);
    for (const text of plan.texts) {
      const value = this.readText(text.field, text.columns);
      if (value === null) continue;
      if (text.field === 'gender') creator.gender = value as Gender;
      else creator[text.field] = value;
    }
    if (this.errors !== null) {
      return {
        ok: false,
        errors: this.headerAgain()
          ? [this.note(null, row.cells[0] ?? '', 'headerRepeated', REJECT_MESSAGES)]
          : this.errors,
      };
    }
    return { ok: true, creator, warnings: this.warnings ?? NO_WARNINGS };
  };

  private note<R extends string>(
    column: ColumnMapping | null,
    value: string,
    reason: R,
    texts: Readonly<Record<R, string>>,
  ): RowNote<R> {
    const { row, line } = this.row;
    return {
      row,
      line,
      column: column?.header ?? '',
      value: value.slice(0, LONGEST_TEXT),
      reason,
      message: texts[reason],
    };
  }

  private reject(column: ColumnMapping | null, value: string, reason: RejectReason): null {
    (this.errors ??= []).push(this.note(column, value, reason, REJECT_MESSAGES));
    return null;
  }

  private warn(column: ColumnMapping | null, value: string, reason: WarnReason): null {
    (this.warnings ??= []).push(this.note(column, value, reason, WARN_MESSAGES));
    return null;
  }

  /** A cell too many has shifted all after it, so the row cannot be trusted; a cell too few is a trimmed end. */
  private checkWidth(): void {
    const { cells } = this.row;
    if (cells.length < this.plan.width) this.warn(null, String(cells.length), 'rowShort');
    else if (cells.slice(this.plan.width).some((cell) => cell.trim() !== ''))
      this.reject(null, cells.slice(this.plan.width).join(' '), 'tooManyCells');
  }

  private headerAgain(): boolean {
    const { headers } = this.plan;
    return (
      this.row.cells.length === headers.length &&
      headers.every((header, i) => cleanText(this.row.cells[i]!) === header)
    );
  }

  private readPlatform(): Platform | null {
    for (const column of this.plan.platformColumns) {
      const text = cleanText(this.row.cells[column.index] ?? '');
      if (isMissingText(text)) continue;
      return platformByText(text) ?? this.reject(column, text, 'platformUnknown');
    }
    return this.plan.platform;
  }

  /** The first name whose letters are whole, else what is left of the first. */
  private readName(): string | null {
    let broken: { column: ColumnMapping; raw: string } | null = null;
    for (const column of this.plan.displayName) {
      const raw = this.row.cells[column.index] ?? '';
      const text = cleanText(raw);
      if (text === '' || isMissingText(text)) continue;
      if (isSpreadsheetError(text)) {
        this.warn(column, text, 'spreadsheetError');
        continue;
      }
      if (text.includes(LOST_LETTER)) {
        broken ??= { column, raw: text };
        continue;
      }
      if (raw !== text && looksGarbled(text)) this.warn(column, text, 'nameGarbled');
      return this.capped(column, text);
    }
    if (!broken) return null;
    this.warn(broken.column, broken.raw, 'lettersLost');
    return this.capped(broken.column, tidyLostLetters(broken.raw)) || null;
  }

  private capped(column: ColumnMapping, text: string): string {
    if (text.length <= LONGEST_TEXT) return text;
    this.warn(column, text, 'tooLong');
    return text.slice(0, LONGEST_TEXT).toWellFormed();
  }

  private readUrl(): string | null {
    for (const column of this.plan.profileUrl) {
      const text = cleanText(this.row.cells[column.index] ?? '');
      if (isMissingText(text)) continue;
      const url = /^https?:\/\//i.test(text) ? text : `https://${text}`;
      if (/^https?:\/\/[^\s/@]+\.[a-z]{2,}(?:[/?#]\S*)?$/i.test(url) && URL.canParse(url)) return url;
      this.warn(column, text, 'urlInvalid');
    }
    return null;
  }

  private readHandle(platform: Platform, url: string | null): Handle | null {
    let unread: { column: ColumnMapping; text: string } | null = null;
    for (const column of this.plan.handle) {
      const raw = this.row.cells[column.index] ?? '';
      if (isMissingText(raw)) continue;
      if (isSpreadsheetError(raw)) return this.reject(column, raw, 'spreadsheetError');
      const found = readHandle(raw, platform);
      if (found) {
        if (found.derived) this.warn(column, raw, 'handleDerived');
        return found;
      }
      unread ??= { column, text: raw };
    }
    const address = url === null ? null : handleOfUrl(url);
    if (address) {
      const name = address.name.replace(/^@/, '');
      return { handle: name, handleNorm: normaliseHandle(name), derived: false, platform: address.platform };
    }
    if (unread)
      return this.reject(
        unread.column,
        unread.text,
        unread.text.includes(LOST_LETTER) ? 'lettersLost' : 'handleInvalid',
      );
    if (platform !== 'youtube') return this.reject(this.plan.handle[0] ?? null, '', 'handleMissing');
    return this.handleOfName();
  }

  /** Channel lists often hold names alone: whole ones first, then what is left of a broken one. */
  private handleOfName(): Handle | null {
    let broken: Handle | null = null;
    let lost: { column: ColumnMapping; text: string } | null = null;
    for (const column of this.plan.displayName) {
      const text = cleanText(this.row.cells[column.index] ?? '');
      if (isMissingText(text)) continue;
      const handle = deriveHandle(text);
      if (handle && !text.includes(LOST_LETTER)) return handle;
      broken ??= handle;
      lost ??= { column, text };
    }
    if (broken) return broken;
    return lost
      ? this.reject(lost.column, lost.text, 'lettersLost')
      : this.reject(this.plan.displayName[0] ?? null, '', 'handleMissing');
  }

  private readCategories(): readonly string[] {
    const { categories, splitCategories } = this.plan;
    if (categories.length === 1) return splitCategories(this.row.cells[categories[0]!.index] ?? '');
    let all: string[] | null = null;
    for (const column of categories) {
      for (const category of splitCategories(this.row.cells[column.index] ?? '')) {
        if (all === null) all = [category];
        else if (!all.includes(category)) all.push(category);
      }
    }
    return all ?? NO_CATEGORIES;
  }

  private parse(raw: string, column: ColumnMapping, field: RosterField, rounds: boolean): CountResult {
    if (field === 'engagementRate')
      return toRatePpm(parseFigure(raw, { decimalMark: column.decimalMark, rate: true }), column.rateUnit);
    return toCount(parseFigure(raw, { decimalMark: column.decimalMark }), rounds);
  }

  private quickly(raw: string, column: ColumnMapping, field: RosterField): number {
    if (field !== 'engagementRate') return quickCount(raw);
    const ppm = quickRatePpm(raw, column.rateUnit === 'percent');
    return ppm > PPM_OF_100_PERCENT ? NOT_QUICK : ppm;
  }

  private readCell(raw: string, column: ColumnMapping, field: RosterField, rounds: boolean): CountResult {
    const quick = this.quickly(raw, column, field);
    return quick === NOT_QUICK
      ? this.parse(raw, column, field, rounds)
      : { state: 'value', value: quick, rounded: false };
  }

  private readFigure(columns: Columns, field: RosterField, rounds: boolean): number | null {
    const column = columns[0]!;
    const raw = this.row.cells[column.index] ?? '';
    if (columns.length > 1)
      return this.readTwins(columns, field, rounds, raw, this.readCell(raw, column, field, rounds));
    if (raw === '') return null;
    const quick = this.quickly(raw, column, field);
    return quick === NOT_QUICK
      ? this.settled(this.parse(raw, column, field, rounds), column, field, raw)
      : quick;
  }

  private settled(
    result: CountResult,
    column: ColumnMapping,
    field: RosterField,
    raw: string,
  ): number | null {
    if (result.state === 'missing') return null;
    if (result.state === 'fault') {
      return field === 'rank'
        ? this.warn(column, raw, 'rankUnreadable')
        : this.reject(column, raw, result.fault);
    }
    if (result.rounded) this.warn(column, raw, 'rounded');
    if (field === 'engagementRate' && result.value > PPM_OF_100_PERCENT)
      this.warn(column, raw, 'rateImplausible');
    return result.value;
  }

  /** The exact number counts, unless only its twin can be read, or the twin shows that a zero was no figure at all. */
  private readTwins(
    columns: Columns,
    field: RosterField,
    rounds: boolean,
    raw: string,
    first: CountResult,
  ): number | null {
    const lead = columns[0]!;
    for (const column of columns.slice(1)) {
      const cell = this.row.cells[column.index] ?? '';
      if (first.state === 'value' && first.value === 0 && isMissing(cell))
        return this.warn(lead, raw, 'zeroBesideEmpty');
      const twin = this.readCell(cell, column, field, rounds);
      if (twin.state !== 'value') continue;
      if (first.state === 'value') {
        if (Math.abs(first.value - twin.value) > 0.06 * Math.max(first.value, twin.value))
          this.warn(lead, raw, 'twinsDisagree');
        continue;
      }
      if (first.state === 'fault') this.warn(lead, raw, 'twinUnreadable');
      return this.settled(twin, column, field, cell);
    }
    return this.settled(first, lead, field, raw);
  }

  private readText(field: TextField, columns: Columns): string | null {
    let unread: { column: ColumnMapping; text: string } | null = null;
    for (const column of columns) {
      const raw = this.row.cells[column.index] ?? '';
      if (raw === '') continue;
      const country = field === 'country' ? countryByText(raw) : null;
      if (country !== null) return country;
      const text = cleanText(raw);
      if (isMissingText(text) || (field !== 'phone' && /^0*$/.test(text))) continue;
      if (isSpreadsheetError(text)) {
        this.warn(column, text, 'spreadsheetError');
        continue;
      }
      const value = field === 'country' ? null : this.textOf(field, text, column);
      if (value !== null) return value;
      unread ??= { column, text };
    }
    return unread && UNREAD[field] ? this.warn(unread.column, unread.text, UNREAD[field]) : null;
  }

  private textOf(field: TextField, text: string, column: ColumnMapping): string | null {
    switch (field) {
      case 'country':
        return countryByText(text);
      case 'language':
        return languageOf(text);
      case 'gender':
        return genderOf(text);
      case 'email': {
        const address = text.replace(/^mailto:/i, '').toLowerCase();
        return PLAIN_EMAIL.test(address) && address.length <= 254 ? address : null;
      }
      case 'phone':
        return /\d{4}/.test(text.replace(/\D/g, '')) ? this.capped(column, text) : null;
      case 'city':
        return this.capped(column, text);
    }
  }
}

const UNREAD: Readonly<Partial<Record<TextField, WarnReason>>> = {
  country: 'countryUnknown',
  language: 'languageUnknown',
  gender: 'genderUnknown',
  email: 'emailInvalid',
};
