import { originalSpan, type Span } from './folded-text.js';
import { findOccurrences, looksLikeLabel, type Brand, type Occurrence } from './occurrences.js';
import type { Format, Level, Pack, Relationship, Verdict } from './packs/pack.js';
import type { Reading } from './reading.js';
import type { RuleCode, SayParams } from './rules.js';

/** A finding before it has a jurisdiction's name, a sentence and a correction. */
export interface Remark {
  readonly rule: RuleCode;
  readonly level: Level;
  readonly where: Span;
  readonly params: SayParams;
}

export interface Case {
  readonly reading: Reading;
  readonly pack: Pack;
  readonly brand: Brand;
  readonly relationship: Exclude<Relationship, 'none'>;
  readonly format: Format;
  readonly platformLabel: boolean;
  /** The wording a correction would use, for the sentences. */
  readonly best: string;
}

export interface LabelJudgement {
  readonly remarks: readonly Remark[];
  /** The first thing seen is a sufficient label. */
  readonly leads: boolean;
  readonly occurrences: readonly Occurrence[];
}

const SEVERITY = { pass: 0, warn: 1, fail: 2 } as const;

/** Weighs every label in the caption and keeps the best: one good label is enough, however many poor ones stand by. */
export function judgeLabel(one: Case): LabelJudgement {
  const occurrences = findOccurrences(one.reading, one.pack, one.brand);
  if (one.platformLabel && one.pack.platformTool === 'sufficient')
    return { remarks: [], leads: true, occurrences };
  const lead = leadEnd(one.reading, occurrences);
  let best: { remarks: Remark[]; occurrence: Occurrence; first: boolean } | undefined;
  for (const occurrence of weighed(one.reading, occurrences)) {
    const first = isFirst(one.reading, occurrence, lead);
    const remarks = weigh(one, occurrence, first);
    if (!best || worth(remarks) < worth(best.remarks)) best = { remarks, occurrence, first };
    if (remarks.length === 0) break;
  }
  const severity = best ? SEVERITY[worst(best.remarks)] : 2;
  if (one.platformLabel && severity > SEVERITY.warn) {
    return {
      remarks: [{ rule: 'platformTool.doubtful', level: 'warn', where: [0, 0], params: { best: one.best } }],
      leads: false,
      occurrences,
    };
  }
  // What is no label is no worse than silence.
  const silence = one.relationship === 'gifted' ? one.pack.gift.unlabelled : 'fail';
  if (best && severity > SEVERITY[silence]) return { remarks: [missing(one)], leads: false, occurrences };
  if (best) return { remarks: best.remarks, leads: best.first && severity === 0, occurrences };
  return { remarks: [missing(one)], leads: false, occurrences };
}

const MOST_WEIGHED = 60;

/** All that are seen, up to a number that no honest text reaches, and the first of those that are not. */
function weighed({ visibleEnd }: Reading, occurrences: readonly Occurrence[]): readonly Occurrence[] {
  const seen = occurrences.filter(({ end }) => end <= visibleEnd).slice(0, MOST_WEIGHED);
  const hidden = occurrences.find(({ end }) => end > visibleEnd);
  return hidden ? [...seen, hidden] : seen;
}

export function worst(remarks: readonly { level: Level }[]): Verdict {
  return remarks.some((remark) => remark.level === 'fail') ? 'fail' : remarks.length > 0 ? 'warn' : 'pass';
}

function worth(remarks: readonly Remark[]): number {
  return SEVERITY[worst(remarks)] * 10 + remarks.length;
}

function missing(one: Case): Remark {
  const params = { best: one.best };
  const nowhere: Span = [0, 0];
  if (one.relationship === 'gifted' && one.pack.gift.unlabelled === 'warn') {
    return { rule: 'gift.unclear', level: 'warn', where: nowhere, params };
  }
  const [foreign] = findOccurrences(one.reading, one.pack, one.brand, true).filter(
    ({ wording, doubt }) => wording.kind === 'ad' && wording.grade === 'accepted' && !doubt,
  );
  if (foreign) {
    const where = originalSpan(one.reading.folded, foreign.start, foreign.end);
    return {
      rule: 'label.foreign',
      level: 'fail',
      where,
      params: { ...params, label: quote(one.reading, where) },
    };
  }
  const near = looksLikeLabel(one.reading, one.pack);
  if (near) {
    const where = originalSpan(one.reading.folded, near.start, near.end);
    return {
      rule: 'wording.partOfWord',
      level: 'fail',
      where,
      params: { ...params, label: quote(one.reading, where) },
    };
  }
  const rules = {
    paid: 'label.missing',
    gifted: 'gift.undisclosed',
    affiliate: 'affiliate.undisclosed',
    employee: 'employee.undisclosed',
  } as const;
  return { rule: rules[one.relationship], level: 'fail', where: nowhere, params };
}

/**
 * Where the first word stands that is not itself disclosure, a mention or a notice: a label up to there is the first
 * thing said.
 */
function leadEnd(reading: Reading, occurrences: readonly Occurrence[]): number {
  const spans = [...occurrences, ...reading.mentions, ...reading.notices].toSorted(
    (a, b) => a.start - b.start,
  );
  const said = (from: number, to: number): number => {
    const found = reading.text.slice(from, to).search(/[\p{L}\p{N}]/u);
    return found < 0 ? -1 : from + found;
  };
  let at = 0;
  for (const { start, end } of spans) {
    const word = start > at ? said(at, start) : -1;
    if (word >= 0) return word;
    at = Math.max(at, end);
  }
  const word = said(at, reading.text.length);
  return word < 0 ? reading.text.length : word;
}

/** In languages that put the verb last, the sentence that discloses begins with what it is about. */
const VERB_LAST = new Set(['ja', 'ko']);
const SENTENCE_END = /[.!?。！？\n]/u;

function isFirst(reading: Reading, occurrence: Occurrence, lead: number): boolean {
  if (occurrence.start <= lead) return true;
  if (!occurrence.phrase || occurrence.start > 50 || !VERB_LAST.has(occurrence.wording.language))
    return false;
  return !SENTENCE_END.test(reading.text.slice(0, occurrence.start).trimStart());
}

function weigh(one: Case, occurrence: Occurrence, first: boolean): Remark[] {
  const { reading, pack } = one;
  const { wording } = occurrence;
  const where = originalSpan(reading.folded, occurrence.start, occurrence.end);
  const label = quote(reading, where);
  const remarks: Remark[] = [];
  const remark = (rule: RuleCode, level: Level, params: SayParams = {}): void => {
    remarks.push({ rule, level, where, params: { label, best: one.best, ...params } });
  };

  const tells = tellsEnough(occurrence, one.relationship);
  if (tells !== 'pass') remark('relationship.understated', tells);
  else if (wording.grade === 'refused') remark('wording.refused', 'fail');
  else if (wording.grade === 'secondary') remark('wording.secondary', 'fail');
  else if (occurrence.doubt === 'joined') remark('text.joinedTag', 'warn');
  else if (
    wording.grade === 'ambiguous' ||
    occurrence.doubt === 'vagueBrand' ||
    wording.formats?.includes(one.format) === false
  )
    remark('wording.ambiguous', 'warn');
  if (occurrence.doubt === 'spaced') remark('text.spaced', 'warn');
  if (occurrence.doubt === 'notApart') remark('wording.notApart', 'warn');
  if (touches(reading.folded.lookAlike, occurrence)) remark('text.lookAlike', 'warn');
  if (isMarked(reading, occurrence)) remark('text.marked', 'warn');
  if (touches(reading.folded.hiddenBefore, { start: occurrence.start + 1, end: occurrence.end }))
    remark('text.hiddenCharacter', 'warn');
  if (!mayBeInLanguage(pack, wording.language, reading.language))
    remark('label.language', pack.labelLanguage.else);
  if (wording.needsBrand && !namesBrand(one, occurrence)) remark('label.brandMissing', 'warn');

  const explains = wording.needsAsterisk && reading.text.split('*').length > 2;
  if (wording.needsAsterisk && !explains) remark('label.asteriskMissing', 'warn');
  const placed = placement(one, occurrence, first, explains);
  if (placed) remark(placed.rule, placed.level, placed.params);
  return remarks;
}

function tellsEnough({ wording }: Occurrence, relationship: Relationship): Verdict {
  if (wording.grade === 'refused' || wording.kind === 'ad' || wording.kind === relationship) return 'pass';
  if (wording.kind === 'gift') return relationship === 'gifted' ? 'pass' : 'fail';
  if (wording.kind === 'affiliate')
    return relationship === 'affiliate' ? 'pass' : relationship === 'paid' ? 'fail' : 'warn';
  if (wording.kind === 'contest') return relationship === 'paid' ? 'pass' : 'warn';
  return relationship === 'gifted' ? 'warn' : 'pass';
}

function mayBeInLanguage(pack: Pack, label: string, caption: string): boolean {
  if (label === 'any') return true;
  const { may } = pack.labelLanguage;
  return (may !== 'own' && label === caption) || (may !== 'caption' && pack.languages.includes(label));
}

function touches(places: ReadonlySet<number>, { start, end }: { start: number; end: number }): boolean {
  if (places.size === 0) return false;
  for (let i = start; i < end; i++) if (places.has(i)) return true;
  return false;
}

/** A stroke always makes another word of a label, an accent where the label has none and its language neither. */
function isMarked({ folded }: Reading, { wording, start, end }: Occurrence): boolean {
  if (folded.marked.size === 0) return false;
  const plain =
    (wording.language === 'en' || wording.language === 'any') && /^[\x20-\x7e…]*$/.test(wording.shown);
  for (let at = start; at < end; at++) {
    const mark = folded.marked.get(at);
    if (mark === 'stroke' || (mark === 'accent' && plain)) return true;
  }
  return false;
}

/** With a known brand, that one; else any mention or another hashtag near the front. */
function namesBrand({ reading, brand }: Case, occurrence: Occurrence): boolean {
  const plain = reading.text.replace(/[^\p{L}\p{N}]/gu, '');
  if (brand.names.size > 0) return [...brand.names].some((name) => plain.includes(name));
  return (
    reading.mentions.length > 0 ||
    reading.hashtags.some((tag) => tag.start !== occurrence.start && tag.index < 3)
  );
}

function placement(
  one: Case,
  occurrence: Occurrence,
  first: boolean,
  explains: boolean,
): { rule: RuleCode; level: Level; params?: SayParams } | undefined {
  const { reading, pack } = one;
  const { placement: rules } = pack;
  if (occurrence.end > reading.visibleEnd) return { rule: 'placement.afterFold', level: 'fail' };
  if (explains) return undefined;
  const tag = occurrence.hashtag;
  if (tag && tag.runLength >= rules.crowd.warnFrom) {
    const params = { count: tag.runLength };
    const crowded = tag.runLength >= rules.crowd.failFrom;
    if (!first && crowded) return { rule: 'placement.hashtagCrowd', level: 'fail', params };
    if (first && crowded && rules.crowd.evenWhenFirst)
      return { rule: 'placement.hashtagCrowd', level: 'warn', params };
  }
  if (first) return undefined;
  if (tag && rules.firstHashtags !== undefined) {
    if (tag.index < rules.firstHashtags) return undefined;
    return {
      rule: 'placement.hashtagTooLate',
      level: 'fail',
      params: { position: tag.index + 1, count: rules.firstHashtags },
    };
  }
  if (occurrence.wording.grade === 'ambiguous' && rules.doubtMustLead)
    return { rule: 'placement.notFirst', level: 'fail' };
  if (one.format === 'story') return undefined;
  if (tag && tag.runLength >= rules.crowd.warnFrom) {
    return {
      rule: 'placement.hashtagCrowd',
      level: rules.later === 'fail' ? 'fail' : 'warn',
      params: { count: tag.runLength },
    };
  }
  if (rules.later !== 'pass') return { rule: 'placement.notFirst', level: rules.later };
  if (rules.afterLink !== 'pass' && reading.links.some((link) => link.end <= occurrence.start)) {
    return { rule: 'placement.afterLink', level: rules.afterLink };
  }
  if (
    occurrence.start > (rules.lastAfterCharacters ?? Infinity) &&
    !/[\p{L}\p{N}]/u.test(reading.text.slice(occurrence.end))
  ) {
    return { rule: 'placement.notFirst', level: 'warn' };
  }
  return undefined;
}

export function quote(reading: Reading, [start, end]: Span): string {
  return reading.folded.original.slice(start, end);
}
