import { foldPlain } from './folded-text.js';
import { judgeLabel, type Case, type Remark } from './label-judgement.js';
import type { Brand } from './occurrences.js';
import { bestWording } from './best-wording.js';
import type { Pack } from './packs/pack.js';
import { readCaption, type Reading } from './reading.js';
import type { DisclosureQuestion } from './schemas.js';
import {
  flagNames,
  judgeDenials,
  judgeFormat,
  judgeMarks,
  judgeMatter,
  judgeUnrelated,
} from './surroundings.js';

/** One pack's remarks about one post. */
export interface PackRemarks {
  readonly pack: Pack;
  readonly remarks: readonly Remark[];
}

/** The judge without its corrections, which are themselves judged by this. */
export function judgePacks(
  question: DisclosureQuestion,
  packs: readonly Pack[],
  language: string,
): readonly PackRemarks[] {
  const reading = readCaption(question.caption, {
    platform: question.platform,
    format: question.format,
    language,
    folds: question.folds,
  });
  const brand = brandOf(question);
  const raised = new Set(question.raise);
  return packs.map((pack) => {
    const remarks = judgePack(question, pack, reading, brand);
    if (raised.size === 0) return { pack, remarks };
    return {
      pack,
      remarks: remarks.map((remark) =>
        raised.has(remark.rule) ? { ...remark, level: 'fail' as const } : remark,
      ),
    };
  });
}

function judgePack(question: DisclosureQuestion, pack: Pack, reading: Reading, brand: Brand): Remark[] {
  const { relationship } = question;
  if (relationship === 'none') return judgeUnrelated(reading, pack, brand, question.paidPartnershipLabel);
  const best = `“${bestWording(pack, reading.language, relationship)}”`;
  const one: Case = {
    reading,
    pack,
    brand,
    relationship,
    format: question.format,
    platformLabel: question.paidPartnershipLabel,
    best,
  };
  const flags = flagNames(question.flags);
  const label = judgeLabel(one);
  return [
    ...judgeDenials(one, label),
    ...label.remarks,
    ...judgeFormat(one, label, flags),
    ...judgeMarks(one, flags),
    ...judgeMatter(one, question.category, question.creatorAge),
  ];
}

function brandOf({ brand }: DisclosureQuestion): Brand {
  const names = brand ? [brand.name, ...brand.handles, ...brand.tags] : [];
  return {
    names: new Set(names.map((name) => foldPlain(name).replace(/[^\p{L}\p{N}]/gu, '')).filter(Boolean)),
  };
}
