import type { MatterRule, Pack, WordingGroup } from './pack.js';

/** Rules that many jurisdictions share, so that a pack only says where it differs. */

export const NICOTINE_BANNED: MatterRule = { categories: ['nicotine'], level: 'fail' };
/** Outside the United States, medicines on prescription may not be advertised to the public (EU: Directive 2001/83/EC art. 88). */
export const PRESCRIPTION_BANNED: MatterRule = { categories: ['prescription'], level: 'fail' };
export const COUNTERFEIT_BANNED: MatterRule = { categories: ['counterfeit'], level: 'fail' };
export const GAMBLING_NEEDS_ADULTS: MatterRule = {
  categories: ['gambling'],
  level: 'warn',
  unless: 'adultsOnly',
};

/** English words near enough to a label to be a doubt rather than nothing. */
export const NEARLY_LABELS: readonly WordingGroup[] = [
  {
    grade: 'ambiguous',
    kind: 'ad',
    language: 'en',
    labels: ['paid', 'promotion', 'promoted', 'commercial', 'paid collab'],
    tags: ['ads', 'paidpartner', 'paidpartners', 'promotedpost'],
  },
  {
    grade: 'ambiguous',
    kind: 'affiliate',
    language: 'en',
    phrases: ['(my|these|contains|through|via|using|with) (are )?affiliate (links?|codes?)'],
  },
];

export const ADULTS = { categories: ['alcohol', 'gambling', 'nicotine'], minimum: 18 } as const;

type Ground = Omit<
  Pack,
  'jurisdiction' | 'validFrom' | 'revision' | 'languages' | 'wordings' | 'best' | 'sources'
>;

/** What holds unless a pack says otherwise: where sources are silent, a doubt is a warning. */
export const GROUND: Ground = {
  lexicon: {
    ad: 'accepted',
    gift: 'ambiguous',
    affiliate: 'ambiguous',
    employee: 'accepted',
    contest: 'ambiguous',
  },
  commission: 'accepted',
  labelLanguage: { may: 'captionOrOwn', else: 'warn' },
  platformTool: 'doubtful',
  placement: { later: 'warn', afterLink: 'warn', crowd: { warnFrom: 4, failFrom: 6 } },
  gift: { isPayment: true, unlabelled: 'fail' },
  spoken: { video: false, live: false },
  linkToMakerIsDoubtful: false,
  marks: [],
  matters: [COUNTERFEIT_BANNED, PRESCRIPTION_BANNED, NICOTINE_BANNED, GAMBLING_NEEDS_ADULTS],
  ages: [ADULTS],
};

/** From 2 August 2026 the AI Act (art. 50(4)) asks everywhere in the Union that deep fakes be named. */
export function underAiAct(pack: Pack): Pack {
  const already = new Set(pack.marks.map((rule) => rule.mark));
  const added = (['aiFace', 'aiMade', 'virtualPerson'] as const).filter((mark) => !already.has(mark));
  const kept = pack.marks.filter((rule) => !(rule.notice === 'aiMade' && rule.level === 'warn'));
  const raised = pack.marks
    .filter((rule) => !kept.includes(rule))
    .map((rule) => ({ ...rule, level: 'fail' as const }));
  return {
    ...pack,
    validFrom: '2026-08-02',
    revision: 1,
    marks: [
      ...kept,
      ...raised,
      ...added.map((mark) => ({ mark, level: 'fail' as const, notice: 'aiMade' as const })),
    ],
    sources: [
      ...pack.sources,
      {
        title: 'Regulation (EU) 2024/1689, art. 50(4)',
        url: 'https://eur-lex.europa.eu/eli/reg/2024/1689/oj',
      },
    ],
  };
}
