import { judgePacks, type PackRemarks } from './judge-packs.js';
import { bestWording } from './best-wording.js';
import type { DisclosureQuestion } from './schemas.js';
import { noticeText } from './surroundings.js';
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
  'category.noticeMissing',
  'category.suspected',
  'age.tooYoung',
  'promotion.withoutRelationship',
  'relationship.unrecorded',
]);

/**
 * Puts what is missing at the start and hands the result back only if the judge passes it everywhere asked:
 * first the labels that were found wanting, then all of them.
 */
export function correct(
  question: DisclosureQuestion,
  judged: readonly PackRemarks[],
  language: string,
): string | null {
  if (judged.some(({ remarks }) => remarks.some((remark) => BEYOND_WORDS.has(remark.rule)))) return null;
  const packs = judged.map(({ pack }) => pack);
  const notices = new Set<string>();
  const wanting = new Set<string>();
  for (const { pack, remarks } of judged) {
    for (const remark of remarks) {
      if (remark.rule === 'image.notice') {
        const rule = pack.marks.find((one) => one.notice === remark.params['notice']);
        if (rule && rule.notice !== 'officialMark') notices.add(noticeText(rule.notice, pack, language));
      } else wanting.add(bestWording(pack, language, question.relationship));
    }
  }
  const everywhere = new Set(packs.map((pack) => bestWording(pack, language, question.relationship)));
  for (const labels of [wanting, everywhere]) {
    const caption = join([...labels, ...notices], question.caption);
    if (judgePacks({ ...question, caption }, packs, language).every(({ remarks }) => remarks.length === 0))
      return caption;
  }
  return null;
}

/** "Ad | Werbung | …"; bracketed labels and tags need no bar between them and the text. */
function join(parts: readonly string[], caption: string): string {
  const text = caption.trimStart();
  let joined = '';
  for (const part of parts) {
    const self = /[\]】]$/u.test(part);
    joined += self ? `${part} ` : `${part} | `;
  }
  if (parts.length === 1 && parts[0]!.startsWith('#')) return `${parts[0]} ${text}`;
  return text ? joined + text : joined.replace(/ \| $/u, '').trimEnd();
}
