import { ADULTS, GROUND, NEARLY_LABELS } from './grounds.js';
import type { Pack } from './pack.js';

/** AANA Code of Ethics 2.7 and Ad Standards: clearly distinguishable; short and soft words may not be. */
export const AU: readonly Pack[] = [
  {
    ...GROUND,
    jurisdiction: 'AU',
    validFrom: '2021-02-01',
    revision: 1,
    languages: ['en'],
    wordings: [
      ...NEARLY_LABELS,
      {
        grade: 'accepted',
        kind: 'ad',
        language: 'en',
        labels: ['ad', 'advert', 'sponsored', 'paid partnership', 'branded content'],
        phrases: ['paid partnership with {brand}', 'brought to you by {brand}'],
      },
      {
        grade: 'ambiguous',
        kind: 'ad',
        language: 'en',
        labels: ['collab', 'collaboration'],
        tags: [
          'sp',
          'spon',
          'spons',
          'collab',
          'collaboration',
          'partner',
          'ambassador',
          'brandambassador',
          '{brand}partner',
          '{brand}ambassador',
          'thanksto',
          'pr',
        ],
        phrases: [
          'thanks to {brand}',
          'thank you (to )?{brand}',
          'thanks {brand}',
          'in (collaboration|partnership) with',
          'partnered with {brand}',
        ],
      },
      {
        grade: 'ambiguous',
        kind: 'gift',
        language: 'en',
        labels: ['gifted'],
        phrases: ['gifted by {brand}'],
      },
      { grade: 'ambiguous', kind: 'affiliate', language: 'en', labels: ['affiliate'], tags: ['aff'] },
    ],
    labelLanguage: { may: 'caption', else: 'warn' },
    placement: { ...GROUND.placement, later: 'pass' },
    matters: [
      ...GROUND.matters,
      { categories: ['therapeutic', 'health'], level: 'fail', claim: 'cureTestimonial' },
      { categories: ['therapeutic'], level: 'warn' },
      { categories: ['finance', 'crypto', 'trading'], level: 'fail', claim: 'investmentReturn' },
    ],
    ages: [ADULTS, { categories: ['alcohol'], minimum: 25 }],
    best: { en: '#ad' },
    sources: [
      {
        title: 'Ad Standards: Distinguishable advertising',
        url: 'https://adstandards.com.au/issues/distinguishable-advertising/',
      },
      { title: 'AANA Code of Ethics practice note: clearly distinguishable advertising' },
      { title: 'Therapeutic Goods Advertising Code, s 24; ABAC Responsible Alcohol Marketing Code' },
    ],
  },
];
