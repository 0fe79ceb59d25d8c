import { ADULTS, GROUND, NEARLY_LABELS } from './grounds.js';
import type { Pack } from './pack.js';

const SINCE_2021: Pack = {
  ...GROUND,
  jurisdiction: 'IN',
  validFrom: '2021-06-14',
  revision: 1,
  languages: ['en', 'hi'],
  wordings: [
    ...NEARLY_LABELS,
    {
      grade: 'accepted',
      kind: 'ad',
      language: 'en',
      labels: ['ad', 'advertisement', 'sponsored', 'collaboration', 'partnership', 'paid partnership'],
      phrases: [
        'in (paid )?(collaboration|partnership) with {brand}',
        '(partnership|collaboration) with {brand}',
      ],
    },
    { grade: 'accepted', kind: 'employee', language: 'en', labels: ['employee'], tags: ['{brand}employee'] },
    {
      grade: 'accepted',
      kind: 'gift',
      language: 'en',
      labels: ['free gift', 'gift'],
      phrases: ['free gift from {brand}'],
    },
    {
      grade: 'ambiguous',
      kind: 'ad',
      language: 'en',
      labels: ['collab'],
      tags: ['collab', 'paidcollab', 'partner', '{brand}partner'],
      phrases: ['in collab with', 'collab with'],
    },
    {
      grade: 'refused',
      kind: 'ad',
      language: 'en',
      tags: ['sp', 'spon', 'ambassador', 'brandambassador', '{brand}ambassador', 'thanks', 'promo', 'pr'],
      phrases: ['thanks to {brand}', 'thank you (to )?{brand}'],
    },
  ],
  lexicon: { ...GROUND.lexicon, affiliate: 'ambiguous' },
  spoken: { video: false, live: true },
  marks: [{ mark: 'virtualPerson', level: 'fail', notice: 'notHuman' }],
  matters: [
    ...GROUND.matters.filter((rule) => !rule.categories.includes('gambling')),
    { categories: ['gambling', 'alcohol'], level: 'fail' },
  ],
  ages: [ADULTS],
  best: { en: 'Ad', hi: 'विज्ञापन' },
  bestForGift: { en: 'Free gift' },
  sources: [
    {
      title: 'ASCI: Guidelines for Influencer Advertising in Digital Media',
      url: 'https://www.ascionline.in/social/faqs/',
    },
  ],
};

/** The addendum of August 2023: who advises on money or health shows registration or qualification first. */
const SINCE_2023: Pack = {
  ...SINCE_2021,
  validFrom: '2023-08-17',
  matters: [
    ...SINCE_2021.matters,
    { categories: ['finance', 'crypto', 'trading'], level: 'fail', unless: 'financeRegistration' },
    { categories: ['health', 'therapeutic'], level: 'fail', unless: 'healthQualification' },
  ],
  sources: [
    ...SINCE_2021.sources,
    { title: 'ASCI addendum for health and financial influencers, 17 August 2023' },
    { title: 'Department of Consumer Affairs: Endorsements Know-hows!, 2023' },
  ],
};

/** ASCI and the Department of Consumer Affairs: a listed word, upfront, in English or the post's language. */
export const IN: readonly Pack[] = [SINCE_2021, SINCE_2023];
