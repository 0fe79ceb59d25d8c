import { type CategorySplitter, createCategorySplitter } from './categories.js';
import { type AccountPlan, accountPlans, OtherAccounts } from './other-accounts.js';
import { asideIn } from './asides.js';
import { type NormalisedRow, type RejectReason, type RosterCreator } from './creator.js';
import { FigureCells } from './figure-cells.js';
import { type CountField, type Platform, ROSTER_FIELDS, type RosterField, platformNamed } from './fields.js';
import type { Gender } from './genders.js';
import { type Handle, deriveHandle, handleOfUrl, normaliseHandle, readHandle } from './handles.js';
import { type ColumnMapping, namesStand, type RosterMapping } from './mapping.js';
import { isMissingText, isSpreadsheetError } from './missing.js';
import { remembered } from './remembered.js';
import { RowNotes } from './row-notes.js';
import type { RosterRow } from './roster-row.js';
import { LOST_LETTER, cleanText, looksGarbled, tidyLostLetters } from './text.js';
import { TextCells, type TextField } from './text-cells.js';

export interface NormaliseOptions {
  /** For rows that do not say their own; overrides the mapping's. */
  readonly platform?: Platform;
}

export type RowNormaliser = (row: RosterRow) => NormalisedRow;

const NO_CATEGORIES: readonly string[] = Object.freeze([]);
const NO_ACCOUNTS: readonly RosterCreator[] = Object.freeze([]);

type Columns = readonly ColumnMapping[];

/** Settles once per list what each row then only looks up: which columns hold which field, in which order. */
export function createNormaliser(mapping: RosterMapping, options: NormaliseOptions = {}): RowNormaliser {
  const columnsOf = (field: RosterField): Columns =>
    mapping.columns
      .filter((column) => column.field === field && !column.platform)
      .sort((a, b) => a.order - b.order);
  const placesOf = (field: RosterField): number[] => columnsOf(field).map(({ index }) => index);
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
    columns: mapping.columns,
    handle: columnsOf('handle'),
    displayName: columnsOf('displayName'),
    platformColumns: columnsOf('platform'),
    profileUrl: columnsOf('profileUrl'),
    counts: fieldsOf<CountField>('total', 'average'),
    rate: columnsOf('engagementRate'),
    categories: columnsOf('category'),
    namesStand: namesStand(mapping.columns),
    identity: ['handle', 'displayName', 'profileUrl'].flatMap((field) => placesOf(field as RosterField)),
    told: [
      'rank',
      'displayName',
      'profileUrl',
      'category',
      'country',
      'language',
      'city',
      'email',
      'phone',
      'gender',
    ].flatMap((field) => placesOf(field as RosterField)),
    others: accountPlans(mapping.columns),
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
  readonly columns: Columns;
  readonly handle: Columns;
  readonly displayName: Columns;
  readonly platformColumns: Columns;
  readonly profileUrl: Columns;
  readonly counts: readonly { field: CountField; columns: Columns; rounds: boolean }[];
  readonly rate: Columns;
  readonly categories: Columns;
  /** Places of the columns that name somebody, and of those that tell of them. */
  readonly identity: readonly number[];
  readonly told: readonly number[];
  /** Further accounts of a person, where the list keeps them side by side. */
  readonly others: readonly AccountPlan[];
  /** The list holds names and no handles at all. */
  readonly namesStand: boolean;
  readonly splitCategories: CategorySplitter;
  readonly texts: readonly { field: TextField; columns: Columns }[];
}

const platformByText = remembered(platformNamed);

/** The reading of rows under one plan; its fields are the row in hand. */
class RowReading {
  private readonly notes = new RowNotes();
  private readonly figures = new FigureCells(this.notes);
  private readonly texts = new TextCells(this.notes);
  private readonly accounts = new OtherAccounts(this.notes, this.figures);

  constructor(private readonly plan: Plan) {}

  readonly read = (row: RosterRow): NormalisedRow => {
    const { plan, notes } = this;
    notes.begin(row);
    if (row.broken) notes.reject(null, row.cells.join(' ').slice(0, 80), row.broken);
    if (row.cells.length !== plan.width) this.checkWidth();
    const aside = asideIn(row.cells, plan.identity, plan.told);
    if (aside) this.rejectRow(aside);
    if (notes.refused) return { ok: false, errors: notes.errors };

    let platform = this.readPlatform();
    const displayName = this.readName();
    const url = plan.profileUrl.length === 0 ? null : this.readUrl();
    const found = this.lacksMain() ? null : this.readHandle(platform ?? plan.platform, url);
    if (found?.platform) platform = found.platform;

    const creator: RosterCreator = {
      platform: platform ?? plan.platform,
      handle: found?.handle ?? '',
      handleNorm: found?.handleNorm ?? '',
      handleDerived: found?.derived ?? false,
      displayName: displayName ?? found?.name ?? null,
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
      alsoOn: NO_ACCOUNTS,
    };
    for (const count of plan.counts)
      creator[count.field] = this.figures.read(count.columns, count.field, count.rounds);
    if (plan.rate.length > 0)
      creator.engagementRatePpm = this.figures.read(plan.rate, 'engagementRate', true);
    for (const text of plan.texts) {
      const value = this.texts.read(text.field, text.columns);
      if (value === null) continue;
      if (text.field === 'gender') creator.gender = value as Gender;
      else creator[text.field] = value;
    }
    if (notes.refused && this.headerAgain()) {
      notes.begin(row);
      this.rejectRow('headerRepeated');
    }
    const whole = plan.others.length === 0 ? creator : this.withAccounts(creator, found);
    return notes.refused || !whole
      ? { ok: false, errors: notes.errors }
      : { ok: true, creator: whole, warnings: notes.warnings };
  };

  /** True where a list of several accounts has none on its main platform for this row. */
  private lacksMain(): boolean {
    const { others, handle, profileUrl, counts, rate } = this.plan;
    if (others.length === 0) return false;
    const isBlank = (columns: Columns) => columns.every((column) => isMissingText(this.notes.cell(column)));
    if (isBlank(handle) && isBlank(profileUrl)) return true;
    return (
      others.some((plan) => plan.sharesHandle) &&
      isBlank([...counts.flatMap(({ columns }) => columns), ...rate])
    );
  }

  /** The account on the main platform leads, else the first of the others. */
  private withAccounts(creator: RosterCreator, found: Handle | null): RosterCreator | null {
    const { others, handle, platform } = this.plan;
    const shared = found ?? (handle.length > 0 ? readHandle(this.notes.cell(handle[0]!), platform) : null);
    const accounts = this.accounts.read(others, creator, shared);
    const lead = found ? creator : accounts.shift();
    if (!lead) return this.notes.reject(handle[0] ?? null, '', 'handleMissing');
    lead.alsoOn = accounts;
    return lead;
  }

  /** Names the first cell of a row that is refused as a whole. */
  private rejectRow(reason: RejectReason): void {
    const { cells } = this.notes.row;
    const at = cells.findIndex((cell) => cell.trim() !== '');
    this.notes.reject(this.plan.columns[at] ?? null, cells[at] ?? '', reason);
  }

  /** A cell too many has shifted all after it, so the row cannot be trusted; a cell too few is a trimmed end. */
  private checkWidth(): void {
    const { cells } = this.notes.row;
    if (cells.length < this.plan.width) this.notes.warn(null, String(cells.length), 'rowShort');
    else if (cells.slice(this.plan.width).some((cell) => cell.trim() !== ''))
      this.notes.reject(null, cells.slice(this.plan.width).join(' '), 'tooManyCells');
  }

  private headerAgain(): boolean {
    const { headers } = this.plan;
    return (
      this.notes.row.cells.length === headers.length &&
      headers.every((header, i) => cleanText(this.notes.row.cells[i]!) === header)
    );
  }

  private readPlatform(): Platform | null {
    for (const column of this.plan.platformColumns) {
      const text = cleanText(this.notes.cell(column));
      if (isMissingText(text)) continue;
      return platformByText(text) ?? this.notes.reject(column, text, 'platformUnknown');
    }
    return this.plan.platform;
  }

  /** The first name whose letters are whole, else what is left of the first. */
  private readName(): string | null {
    let broken: { column: ColumnMapping; raw: string } | null = null;
    for (const column of this.plan.displayName) {
      const text = cleanText(this.notes.cell(column));
      if (text === '' || isMissingText(text)) continue;
      if (isSpreadsheetError(text)) {
        this.notes.warn(column, text, 'spreadsheetError');
        continue;
      }
      if (text.includes(LOST_LETTER)) {
        broken ??= { column, raw: text };
        continue;
      }
      if (looksGarbled(text)) this.notes.warn(column, text, 'nameGarbled');
      return this.notes.capped(column, text);
    }
    if (!broken) return null;
    this.notes.warn(broken.column, broken.raw, 'lettersLost');
    return this.notes.capped(broken.column, tidyLostLetters(broken.raw)) || null;
  }

  private readUrl(): string | null {
    for (const column of this.plan.profileUrl) {
      const text = cleanText(this.notes.cell(column));
      if (isMissingText(text)) continue;
      const url = /^https?:\/\//i.test(text) ? text : `https://${text}`;
      if (/^https?:\/\/[^\s/@]+\.[a-z]{2,}(?:[/?#]\S*)?$/i.test(url) && URL.canParse(url)) return url;
      this.notes.warn(column, text, 'urlInvalid');
    }
    return null;
  }

  private readHandle(platform: Platform, url: string | null): Handle | null {
    let unread: { column: ColumnMapping; text: string } | null = null;
    for (const column of this.plan.handle) {
      const raw = this.notes.cell(column);
      if (isMissingText(raw)) continue;
      if (isSpreadsheetError(raw)) return this.notes.reject(column, raw, 'spreadsheetError');
      const found = readHandle(raw, platform);
      if (found) {
        if (found.derived) this.notes.warn(column, raw, 'handleDerived');
        return found;
      }
      unread ??= { column, text: raw };
    }
    const address = url === null ? null : handleOfUrl(url);
    if (address) {
      const name = address.name.replace(/^@/, '');
      return {
        handle: name,
        handleNorm: normaliseHandle(name),
        derived: false,
        platform: address.platform,
        name: null,
      };
    }
    if (unread)
      return this.notes.reject(
        unread.column,
        unread.text,
        unread.text.includes(LOST_LETTER) ? 'lettersLost' : 'handleInvalid',
      );
    if (platform !== 'youtube' && !this.plan.namesStand)
      return this.notes.reject(this.plan.handle[0] ?? null, '', 'handleMissing');
    return this.handleOfName();
  }

  /** Channel lists often hold names alone: whole ones first, then what is left of a broken one. */
  private handleOfName(): Handle | null {
    let broken: Handle | null = null;
    let lost: { column: ColumnMapping; text: string } | null = null;
    for (const column of this.plan.displayName) {
      const text = cleanText(this.notes.cell(column));
      if (isMissingText(text)) continue;
      const handle = deriveHandle(text);
      if (handle && !text.includes(LOST_LETTER)) return handle;
      broken ??= handle;
      lost ??= { column, text };
    }
    if (broken) return broken;
    return lost
      ? this.notes.reject(lost.column, lost.text, 'lettersLost')
      : this.notes.reject(this.plan.displayName[0] ?? null, '', 'handleMissing');
  }

  private readCategories(): readonly string[] {
    const { categories, splitCategories } = this.plan;
    if (categories.length === 1) return splitCategories(this.notes.row.cells[categories[0]!.index] ?? '');
    let all: string[] | null = null;
    for (const column of categories) {
      for (const category of splitCategories(this.notes.cell(column))) {
        if (all === null) all = [category];
        else if (!all.includes(category)) all.push(category);
      }
    }
    return all ?? NO_CATEGORIES;
  }
}
