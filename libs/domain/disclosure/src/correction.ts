import { judgePacks, type PackRemarks } from './judge-packs.js';
import { bestWording } from './best-wording.js';
import type { DisclosureQuestion } from './schemas.js';
import type { NoticeName, Pack } from './packs/pack.js';
import { noticeText } from './surroundings.js';
import { NOTICE_TEXTS, NOTICES } from './words/notices.js';
import type { RuleCode } from './rules.js';

/** Words cannot mend these: the matter, the person or the picture is the fault. */
const BEYOND_WORDS: ReadonlySet<RuleCode> = new Set([
  'denial.relationship',
  'denial.ownMoney',
  'format.live',
  'image.officialMark',
  'category.prohibited',
  'category.review',
  'category.claim',
  'category.suspected',
  'age.tooYoung',
  'promotion.withoutRelationship',
  'relationship.unrecorded',
]);

/**
 * Puts what is missing at the start and hands the result back only if the judge passes it everywhere asked:
 * the labels that were found wanting, or else all of them.
 */
export function correct(
  question: DisclosureQuestion,
  judged: readonly PackRemarks[],
  language: string,
): string | null {
  if (judged.some(({ remarks }) => remarks.some((remark) => BEYOND_WORDS.has(remark.rule)))) return null;
  const packs = judged.map(({ pack }) => pack);
  // A word that only one country's readers know must not stand before the one that all of them know.
  const ordered = judged.toSorted(
    (a, b) => Number(insists(a.pack, language)) - Number(insists(b.pack, language)),
  );
  const notices = new Map<NoticeName, string>();
  const wanting = new Set<string>();
  for (const { pack, remarks } of ordered) {
    for (const remark of remarks) {
      const notice = remark.params['notice'];
      if (!isNotice(notice)) wanting.add(bestWording(pack, language, question.relationship));
      // A licence or a registration is a fact: nobody can write it in for the author.
      else if (!NOTICE_TEXTS[notice]) return null;
      else if (!notices.has(notice)) notices.set(notice, noticeText(notice, pack, language));
    }
  }
  const everywhere = new Set(ordered.map(({ pack }) => bestWording(pack, language, question.relationship)));
  const passes = (caption: string): boolean =>
    judgePacks({ ...question, caption }, packs, language).every(({ remarks }) => remarks.length === 0);
  const written = (labels: readonly string[]): string =>
    join([...labels, ...notices.values()], question.caption);
  const labels = [[...wanting], [...everywhere]].find((list) => passes(written(list)));
  return labels ? written(fewest(labels, (list) => passes(written(list)))) : null;
}

/** Leaves out what another label says as well, the longest first. */
function fewest(
  labels: readonly string[],
  enough: (labels: readonly string[]) => boolean,
): readonly string[] {
  let kept = labels;
  for (const label of labels.toSorted((a, b) => b.length - a.length)) {
    const fewer = kept.filter((one) => one !== label);
    if (fewer.length > 0 && enough(fewer)) kept = fewer;
  }
  return kept;
}

function insists(pack: Pack, language: string): boolean {
  return pack.labelLanguage.may === 'own' && !pack.languages.includes(language);
}

function isNotice(name: string | number | undefined): name is NoticeName {
  return typeof name === 'string' && name in NOTICES;
}

/** "Ad | Werbung | …" before the caption as it was written; brackets and a lone tag need no bar. */
function join(parts: readonly string[], caption: string): string {
  const last = parts.at(-1) ?? '';
  const bare = /[\]】]$/u.test(last) || (parts.length === 1 && last.startsWith('#'));
  const labels = parts.join(' | ').replace(/([\]】]) \|/gu, '$1');
  if (caption === '' || /^[\r\n]/u.test(caption)) return labels + caption;
  const bar = bare ? '' : ' |';
  return `${labels}${bar}${/^\s/u.test(caption) ? '' : ' '}${caption}`;
}
