import { ADULTS, GROUND, NEARLY_LABELS } from './grounds.js';
import type { Pack } from './pack.js';

/** Ad Standards: #ad is the gold standard; vague tags without the brand disclose nothing; French for French. */
export const CA: readonly Pack[] = [
  {
    ...GROUND,
    jurisdiction: 'CA',
    validFrom: '2020-01-01',
    revision: 1,
    languages: ['en', 'fr'],
    wordings: [
      ...NEARLY_LABELS,
      { grade: 'accepted', kind: 'ad', language: 'en', tags: ['{brand}partner', '{brand}ambassador'] },
      {
        grade: 'accepted',
        kind: 'ad',
        language: 'fr',
        labels: ['pub', 'commandite', 'publicite', 'annonce', 'commanditaire'],
        tags: ['{brand}partenaire', '{brand}ambassadeur', '{brand}ambassadrice'],
        phrases: ['commandit(e|ee) par {brand}'],
      },
      {
        grade: 'accepted',
        kind: 'gift',
        language: 'en',
        labels: ['gifted', 'invited guest'],
        tags: ['gifted', 'invitedguest', 'giftedproduct'],
        phrases: ['gifted by {brand}'],
      },
      {
        grade: 'accepted',
        kind: 'gift',
        language: 'fr',
        labels: ['produit offert', 'offert', 'cadeau', 'invite', 'invitee'],
        phrases: ['offert par {brand}'],
      },
      {
        grade: 'refused',
        kind: 'ad',
        language: 'any',
        tags: [
          'partner',
          'ambassador',
          'brandambassador',
          'spon',
          'sp',
          'collab',
          'collaboration',
          'pr',
          'prhaul',
          'promo',
          'partenaire',
          'ambassadeur',
          'ambassadrice',
          'sponso',
          'client',
          'thanks',
          'merci',
        ],
        phrases: ['thanks to {brand}', 'thank you (to )?{brand}', 'merci (a )?{brand}'],
      },
      {
        grade: 'ambiguous',
        kind: 'ad',
        language: 'en',
        phrases: ['in (collaboration|partnership) with', 'brought to you by', 'partnered with {brand}'],
      },
      { grade: 'ambiguous', kind: 'ad', language: 'fr', phrases: ['en (partenariat|collaboration) avec'] },
    ],
    labelLanguage: { may: 'caption', else: 'warn' },
    marks: [{ mark: 'virtualPerson', level: 'warn', notice: 'notHuman' }],
    ages: [ADULTS, { categories: ['alcohol'], minimum: 25 }],
    best: { en: '#ad', fr: '#pub' },
    bestForGift: { en: '#gifted', fr: 'Produit offert' },
    sources: [
      {
        title: 'Ad Standards: Influencer Marketing Disclosure Guidelines',
        url: 'https://adstandards.ca/resources/library/influencer-marketing-disclosure-guidelines/',
      },
    ],
  },
];
