import { ADULTS, GROUND, underAiAct } from './grounds.js';
import type { Pack } from './pack.js';

const PACK: Pack = {
  ...GROUND,
  jurisdiction: 'IT',
  validFrom: '2019-05-01',
  revision: 1,
  languages: ['it'],
  wordings: [
    { grade: 'accepted', kind: 'ad', language: 'any', labels: ['advertising', 'pubblicità'] },
    {
      grade: 'accepted',
      kind: 'ad',
      language: 'it',
      phrases: [
        '(post |video |contenuto )?sponsorizzat(o|a) da {brand}',
        'promoss(o|a) da {brand}',
        'in collaborazione con {brand}',
        'in partnership con {brand}',
      ],
    },
    {
      grade: 'accepted',
      kind: 'ad',
      language: 'any',
      needsBrand: true,
      labels: ['ad', 'adv'],
      tags: ['ad', 'adv', 'sponsored', 'advertising', 'sponsorizzato'],
    },
    {
      grade: 'accepted',
      kind: 'gift',
      language: 'it',
      phrases: [
        'invitat(o|a|i|e) da {brand}',
        '(prodotto|prodotti|articolo) (inviat|offert|fornit|regalat)(o|i) da {brand}',
        'in omaggio da {brand}',
        '(ospite|ospiti) di {brand}',
      ],
    },
    {
      grade: 'accepted',
      kind: 'affiliate',
      language: 'it',
      phrases: ['link affiliat(o|i) (di |da )?{brand}', 'link di affiliazione (di |da )?{brand}'],
    },
    {
      grade: 'accepted',
      kind: 'affiliate',
      language: 'it',
      labels: ['affiliato'],
      tags: ['affiliato'],
      needsBrand: true,
    },
    {
      grade: 'ambiguous',
      kind: 'ad',
      language: 'it',
      labels: ['collaborazione', 'contenuto sponsorizzato', 'sponsorizzato'],
      tags: [
        'collaborazione',
        'collab',
        'partner',
        'partnership',
        'ambassador',
        '{brand}ambassador',
        '{brand}partner',
      ],
    },
    {
      grade: 'ambiguous',
      kind: 'gift',
      language: 'it',
      tags: ['gifted', 'gifting', 'suppliedby', 'invitedby', 'omaggio'],
    },
    {
      grade: 'refused',
      kind: 'ad',
      language: 'it',
      tags: ['sp', 'spon', 'grazie'],
      phrases: ['grazie (a |ad |mille )?(a )?{brand}'],
    },
  ],
  platformTool: 'sufficient',
  placement: { ...GROUND.placement, firstHashtags: 3 },
  matters: [
    ...GROUND.matters.filter((rule) => !rule.categories.includes('gambling')),
    { categories: ['gambling'], level: 'fail' },
  ],
  ages: [ADULTS],
  best: { it: 'Pubblicità' },
  sources: [
    {
      title: 'IAP: Regolamento Digital Chart',
      url: 'http://www.iap.it/codice-e-altre-fonti/regolamenti-autodisciplinari/regolamento-digital-chart/',
    },
    { title: 'AGCOM: delibera 7/24/CONS e Codice di condotta influencer' },
    { title: 'Decreto-legge 87/2018, art. 9 (giochi con vincite in denaro)' },
  ],
};

/** IAP: a named wording joined with the brand, at the start or among the first three hashtags. */
export const IT: readonly Pack[] = [PACK, underAiAct(PACK)];
