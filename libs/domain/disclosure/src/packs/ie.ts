import { ADULTS, GROUND, NEARLY_LABELS, underAiAct } from './grounds.js';
import type { Pack } from './pack.js';

const PACK: Pack = {
  ...GROUND,
  jurisdiction: 'IE',
  validFrom: '2023-10-01',
  revision: 1,
  languages: ['en', 'ga'],
  wordings: [
    ...NEARLY_LABELS,
    {
      grade: 'accepted',
      kind: 'ad',
      language: 'en',
      labels: ['ad', 'advert', 'advertisement', 'paid ad'],
      phrases: [
        '(this|this post|this video|this reel) is an? (paid |sponsored )?(ad|advert|advertisement)',
        'advertisement for {brand}',
        'ad for {brand}',
      ],
    },
    { grade: 'accepted', kind: 'gift', language: 'en', tags: ['gifted'], labels: ['gifted'] },
    {
      grade: 'secondary',
      kind: 'ad',
      language: 'en',
      labels: ['sponsored', 'collaboration', 'brand ambassador'],
      tags: [
        'collaboration',
        'brandambassador',
        'sponsored',
        'ownbrand',
        'brandinvestor',
        '{brand}ambassador',
        '{brand}partner',
      ],
    },
    {
      grade: 'secondary',
      kind: 'gift',
      language: 'en',
      tags: ['prstay', 'prinvite', 'pressdrop'],
      labels: ['pr stay', 'pr invite', 'press drop'],
    },
    {
      grade: 'secondary',
      kind: 'affiliate',
      language: 'en',
      tags: ['affiliate'],
      labels: ['affiliate', 'affiliate link', 'affiliate links'],
    },
    {
      grade: 'refused',
      kind: 'ad',
      language: 'en',
      tags: ['spon', 'sp', 'spons', 'collab', 'partner', 'ambassador', 'iworkwith', 'client', 'workwith'],
      labels: ['collab'],
      phrases: [
        'thanks to {brand}',
        'thank you (to )?{brand}',
        'in (collaboration|association|partnership) with',
        'brought to you by',
        'made possible by',
      ],
    },
  ],
  lexicon: {
    ad: 'secondary',
    gift: 'ambiguous',
    affiliate: 'secondary',
    employee: 'ambiguous',
    contest: 'ambiguous',
  },
  commission: 'secondary',
  labelLanguage: { may: 'captionOrOwn', else: 'warn' },
  platformTool: 'sufficient',
  ages: [ADULTS, { categories: ['alcohol'], minimum: 25 }],
  best: { en: '#ad' },
  bestForGift: { en: '#gifted' },
  sources: [
    {
      title: 'CCPC and Advertising Standards Authority: guidance on influencer advertising and marketing',
      url: 'https://adstandards.ie/social-media-influencers/',
    },
  ],
};

/** Advertising Standards Authority and CCPC: one primary label first; other words only beside it. */
export const IE: readonly Pack[] = [PACK, underAiAct(PACK)];
