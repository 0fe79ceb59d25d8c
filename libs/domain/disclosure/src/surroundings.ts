import { originalSpan, type Span } from './folded-text.js';
import { quote, type Case, type LabelJudgement, type Remark } from './label-judgement.js';
import type { Mark, NoticeName, Pack } from './packs/pack.js';
import type { Brand } from './occurrences.js';
import type { Reading, Token } from './reading.js';
import type { RuleCode, SayParams } from './rules.js';
import { categoryName, CATEGORY_HINTS, matterOf } from './words/categories.js';
import { CLAIMS, NOTICE_TEXTS, NOTICES } from './words/notices.js';

const NOWHERE: Span = [0, 0];

/** Everything beside the label: denials, the format's own duties, marks on images, prohibited matters, ages. */

export function judgeDenials(one: Case, label: LabelJudgement): Remark[] {
  const { reading, pack, relationship } = one;
  const remarks: Remark[] = [];
  for (const { denial, start, end } of reading.denials) {
    const where = originalSpan(reading.folded, start, end);
    const params = { label: quote(reading, where) };
    const honestGift =
      denial === 'payment' &&
      relationship === 'gifted' &&
      !pack.gift.isPayment &&
      label.occurrences.some((other) => other.wording.kind === 'gift');
    if (honestGift) continue;
    if (denial === 'ownMoney') {
      const plausible = relationship === 'affiliate' || relationship === 'employee';
      if (!plausible) remarks.push({ rule: 'denial.ownMoney', level: 'warn', where, params });
    } else remarks.push({ rule: 'denial.relationship', level: 'fail', where, params });
  }
  return remarks;
}

const IN_VIDEO_TEXT =
  /\b(spoken|said|says|on[- ]screen|voice ?over|verbal(ly)?|superimposed|overlay|in the video)\b/u;
const IN_VIDEO_FLAGS = new Set(['invideo', 'spoken', 'spokendisclosure', 'onscreen', 'onscreendisclosure']);
const REPEATED_TEXT =
  /\b(every (\d+|few|half|quarter|hour)|repeat(ed|s|ing)?|throughout|periodically|continuous(ly)?|(whole|entire) stream|at the start and end)\b/u;
const REPEATED_FLAGS = new Set(['repeated', 'liverepeated', 'repeateddisclosure']);

/** Where a description or a title cannot do the work alone. */
export function judgeFormat(one: Case, label: LabelJudgement, flags: ReadonlySet<string>): Remark[] {
  const { pack, format, reading } = one;
  if (format === 'video' && pack.spoken.video) {
    if (IN_VIDEO_TEXT.test(reading.text) || [...flags].some((flag) => IN_VIDEO_FLAGS.has(flag))) return [];
    return [{ rule: 'format.video', level: label.leads ? 'warn' : 'fail', where: NOWHERE, params: {} }];
  }
  if (
    format === 'live' &&
    pack.spoken.live &&
    !REPEATED_TEXT.test(reading.text) &&
    ![...flags].some((flag) => REPEATED_FLAGS.has(flag))
  ) {
    return [{ rule: 'format.live', level: 'warn', where: NOWHERE, params: {} }];
  }
  return [];
}

export function flagNames(flags: readonly string[]): Set<string> {
  return new Set(flags.map((flag) => flag.toLowerCase().replace(/[^a-z]/gu, '')));
}

function marksOf(flags: ReadonlySet<string>): Set<Mark> {
  const marks = new Set<Mark>();
  for (const flag of flags) {
    if (flag.includes('retouch')) marks.add('retouched');
    else if (flag.startsWith('virtual')) marks.add('virtualPerson');
    else if (/^ai(face|body|silhouette|person|model)|deepfake/u.test(flag)) marks.add('aiFace');
    else if (/^ai|syntheticmedia|generated/u.test(flag)) marks.add('aiMade');
  }
  return marks;
}

export function judgeMarks({ reading, pack }: Case, flags: ReadonlySet<string>): Remark[] {
  const marks = marksOf(flags);
  const remarks: Remark[] = [];
  for (const rule of pack.marks) {
    if (!marks.has(rule.mark)) continue;
    if (rule.notice === 'officialMark') {
      if (!flags.has('officialmark'))
        remarks.push({ rule: 'image.officialMark', level: rule.level, where: NOWHERE, params: {} });
      continue;
    }
    const notice = NOTICES[rule.notice].exec(reading.text);
    const seen = notice && notice.index + notice[0].length <= reading.visibleEnd;
    if (!seen) {
      const best = `“${noticeText(rule.notice, pack, reading.language)}”`;
      remarks.push({
        rule: 'image.notice',
        level: rule.level,
        where: NOWHERE,
        params: { best, notice: rule.notice },
      });
    }
  }
  return remarks;
}

export function noticeText(notice: NoticeName, pack: Pack, language: string): string {
  const texts = NOTICE_TEXTS[notice] ?? {};
  return texts[language] ?? texts[pack.languages[0]!] ?? Object.values(texts)[0] ?? notice;
}

export function judgeMatter(
  { reading, pack }: Case,
  category: string | undefined,
  age: number | undefined,
): Remark[] {
  const remarks: Remark[] = [];
  const add = (rule: RuleCode, level: 'warn' | 'fail', where: Span, params: SayParams): void => {
    remarks.push({ rule, level, where, params: { category: category ?? '', ...params } });
  };
  const matters = category === undefined ? new Set<string>() : matterOf(categoryName(category), reading.text);
  const concerns = (categories: readonly string[]): boolean => categories.some((one) => matters.has(one));
  for (const rule of pack.matters) {
    if (rule.categories.length > 0 && !concerns(rule.categories)) continue;
    if (rule.unless && NOTICES[rule.unless].test(reading.text)) continue;
    if (rule.claim) {
      const claim = CLAIMS[rule.claim].exec(reading.text);
      if (!claim) continue;
      const where = originalSpan(reading.folded, claim.index, claim.index + claim[0].length);
      add('category.claim', rule.level, where, { label: quote(reading, where) });
    } else if (rule.unless) add('category.noticeMissing', rule.level, NOWHERE, { notice: rule.unless });
    else add(rule.level === 'fail' ? 'category.prohibited' : 'category.review', rule.level, NOWHERE, {});
  }
  const minimum = Math.max(
    0,
    ...pack.ages.filter((rule) => concerns(rule.categories)).map((rule) => rule.minimum),
  );
  if (age !== undefined && age < minimum) add('age.tooYoung', 'fail', NOWHERE, { age, minimum });
  return remarks.some(({ level }) => level === 'fail')
    ? remarks
    : [...remarks, ...suspicions(reading, pack, matters)];
}

/** Once a person has named the matter, only words count that name no other thing. */
function suspicions(reading: Reading, pack: Pack, named: ReadonlySet<string>): Remark[] {
  const restricted = new Set(
    pack.matters.filter((rule) => rule.level === 'fail' && !rule.claim).flatMap((rule) => rule.categories),
  );
  return Object.entries(CATEGORY_HINTS).flatMap(([category, pattern]): Remark[] => {
    const known = named.has(category) || (named.size > 0 && category === 'wildAnimals');
    const hint = restricted.has(category) && !known ? pattern.exec(reading.text) : null;
    if (!hint) return [];
    const where = originalSpan(reading.folded, hint.index, hint.index + hint[0].length);
    return [
      {
        rule: 'category.suspected',
        level: 'warn',
        where,
        params: { category, label: quote(reading, where) },
      },
    ];
  });
}

const OWN_CODE =
  /\b(my (discount |coupon |promo )?code|use (my )?code|mein(em)? (rabatt)?code|mon code|mi codigo|meu (cupom|codigo)|mio codice|mijn code)\b/u;
const EARNING_LINK = /[?&](aff|ref|tag|affiliate|partner)[a-z_]*=|\bamzn\.to\/|\bltk\.|shopltk/u;
const MOST_NAMES = 20;
const PRAISE =
  /\b(kauft|bestellt|holt euch|unbedingt kaufen|jetzt kaufen|zuschlagen|beste[nrsm]? .{0,30}(der welt|aller zeiten|uberhaupt)|ohne jede schwache|einfach perfekt|musst ihr haben)\b/u;

/** Without a relationship there is no duty; what speaks against the record is for a person to see. */
export function judgeUnrelated(reading: Reading, pack: Pack, brand: Brand, platformLabel: boolean): Remark[] {
  const sign = OWN_CODE.exec(reading.text) ?? EARNING_LINK.exec(reading.text);
  if (sign || platformLabel) {
    const where = sign ? originalSpan(reading.folded, sign.index, sign.index + sign[0].length) : NOWHERE;
    const label = sign ? quote(reading, where) : 'paid partnership';
    return [{ rule: 'relationship.unrecorded', level: 'warn', where, params: { label } }];
  }
  if (!pack.linkToMakerIsDoubtful || reading.links.length === 0) return [];
  const link = PRAISE.test(reading.text) ? reading.links[0] : linkToMaker(reading, brand);
  if (!link) return [];
  const where = originalSpan(reading.folded, link.start, link.end);
  return [{ rule: 'promotion.withoutRelationship', level: 'warn', where, params: {} }];
}

/** A link whose domain bears the name of the brand, or of one that is mentioned. */
function linkToMaker(reading: Reading, brand: Brand): Token | undefined {
  const plain = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');
  const names = [...brand.names, ...reading.mentions.slice(0, MOST_NAMES).map(({ text }) => plain(text))];
  return reading.links.find(({ text }) => {
    const domain = plain(text.replace(/^https?:\/\//u, '').replace(/\/.*$/su, ''));
    return names.some((name) => name.length >= 4 && domain.includes(name));
  });
}
