import { ADULTS, GROUND, underAiAct } from './grounds.js';
import type { Pack } from './pack.js';

const PACK: Pack = {
  ...GROUND,
  jurisdiction: 'DE',
  validFrom: '2022-05-28',
  revision: 1,
  languages: ['de'],
  wordings: [
    {
      grade: 'accepted',
      kind: 'ad',
      language: 'de',
      labels: [
        'werbung',
        'anzeige',
        'bezahlte werbung',
        'bezahlte werbepartnerschaft',
        'werbevideo',
        'dauerwerbesendung',
        'werbesendung',
      ],
    },
    {
      grade: 'accepted',
      kind: 'ad',
      language: 'de',
      formats: ['video', 'reel', 'short', 'live'],
      phrases: [
        'unterstutzt durch produktplatzierung(en)?',
        '(video|beitrag) enthalt produktplatzierung(en)?',
      ],
    },
    {
      grade: 'accepted',
      kind: 'affiliate',
      language: 'de',
      needsAsterisk: true,
      phrases: ['affiliate-?links?', 'werbelinks?', 'provisions-?links?', 'provision(en)?', 'partnerlinks?'],
    },
    {
      grade: 'ambiguous',
      kind: 'ad',
      language: 'en',
      labels: ['ad', 'sponsored', 'paid partnership', 'paid promotion'],
      tags: ['ad', 'ads', 'adv', 'poweredby', 'sponsoredby', 'sponsored', 'paidpartnership'],
      phrases: ['sponsored by {brand}', 'powered by {brand}', 'paid partnership with {brand}'],
    },
    {
      grade: 'ambiguous',
      kind: 'ad',
      language: 'de',
      labels: [
        'kooperation',
        'gesponsert',
        'bezahlte kooperation',
        'bezahlte partnerschaft',
        'produktplatzierung',
        'kooperationspartner',
        'promotion',
        'bezahlte zusammenarbeit',
        'werbepartner',
        'eigenwerbung',
      ],
      tags: [
        'kooperation',
        'koop',
        'gesponsert',
        'werbungwegenmarkennennung',
        '{brand}werbung',
        'produktplatzierung',
      ],
      phrases: [
        'in (kooperation|zusammenarbeit|partnerschaft) mit',
        'gesponsert von {brand}',
        'bezahlte (partnerschaft|kooperation|zusammenarbeit) mit',
      ],
    },
    {
      grade: 'refused',
      kind: 'ad',
      language: 'de',
      tags: ['sp', 'spon', 'collab', 'partner', 'pr', 'promo', 'ambassador', 'markenbotschafter', 'danke'],
      phrases: [
        'danke? (an |dir |euch )?{brand}',
        'vielen dank (an )?{brand}',
        'mit freundlicher unterstutzung',
      ],
    },
  ],
  lexicon: {
    ad: 'accepted',
    gift: 'ambiguous',
    affiliate: 'ambiguous',
    employee: 'ambiguous',
    contest: 'ambiguous',
  },
  commission: 'ambiguous',
  placement: { ...GROUND.placement, doubtMustLead: true },
  gift: { isPayment: true, unlabelled: 'warn' },
  linkToMakerIsDoubtful: true,
  matters: [
    ...GROUND.matters.filter((rule) => !rule.categories.includes('gambling')),
    { categories: ['gambling'], level: 'fail', unless: 'gamblingLicence' },
  ],
  ages: [ADULTS],
  best: { de: 'Werbung' },
  sources: [
    {
      title: 'Landesanstalt für Medien NRW: Wie müssen Influencer Werbung kennzeichnen?',
      url: 'https://www.fragzebra.de/antwort/wie-m%C3%BCssen-influencer-werbung-kennzeichnen',
    },
    {
      title: 'die medienanstalten: Werbekennzeichnung bei Online-Medien',
      url: 'https://www.die-medienanstalten.de/service/leitfaden-werbekennzeichnung',
    },
    { title: 'UWG § 5a (4), MStV § 22, TabakerzG §§ 19 ff., HWG § 10, GlüStV § 5' },
    { title: 'OLG Celle, 8 June 2017, 13 U 53/17 (a short tag second among six)' },
    { title: 'BGH, 9 September 2021, I ZR 90/20, I ZR 125/20 and I ZR 126/20' },
  ],
};

/** Medienanstalten and the courts: "Werbung" or "Anzeige" at the very beginning; English short forms are a risk. */
export const DE: readonly Pack[] = [PACK, underAiAct(PACK)];
