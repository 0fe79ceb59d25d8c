import { ADULTS, GROUND, underAiAct } from './grounds.js';
import type { Pack } from './pack.js';

const PACK: Pack = {
  ...GROUND,
  jurisdiction: 'NL',
  validFrom: '2022-07-01',
  revision: 1,
  languages: ['nl'],
  wordings: [
    {
      grade: 'accepted',
      kind: 'ad',
      language: 'any',
      labels: ['ad', 'adv', 'spon', 'sponsored'],
      tags: ['ad', 'spon', 'adv', 'sponsored', 'spons'],
    },
    {
      grade: 'accepted',
      kind: 'ad',
      language: 'nl',
      labels: ['advertentie', 'reclame', 'betaald partnerschap', 'betaalde samenwerking'],
      phrases: ['dit is (een )?(betaalde )?(advertentie|reclame)', 'advertentie voor'],
    },
    {
      grade: 'ambiguous',
      kind: 'ad',
      language: 'nl',
      labels: ['samenwerking'],
      tags: [
        'samenwerking',
        'collab',
        'partner',
        'partnership',
        'ambassadeur',
        'ambassador',
        'sp',
        '{brand}partner',
        'promo',
        'pr',
      ],
      phrases: ['in samenwerking met', 'mogelijk gemaakt door'],
    },
    {
      grade: 'refused',
      kind: 'ad',
      language: 'nl',
      tags: ['dank', 'bedankt', 'thanks'],
      phrases: ['(dank|bedankt|dankjewel|thanks) (aan |voor )?{brand}'],
    },
  ],
  matters: [
    ...GROUND.matters.filter((rule) => !rule.categories.includes('gambling')),
    { categories: ['gambling'], level: 'fail' },
  ],
  ages: [ADULTS, { categories: ['alcohol'], minimum: 25 }],
  best: { nl: '#advertentie', en: '#ad' },
  sources: [
    {
      title: 'Stichting Reclame Code: Reclamecode Social Media & Influencer Marketing',
      url: 'https://www.reclamecode.nl/social',
    },
    { title: 'Besluit werving, reclame en verslavingspreventie kansspelen (role models)' },
  ],
};

/** Stichting Reclame Code: a short tag is enough, at the start and not in a crowd; any benefit counts. */
export const NL: readonly Pack[] = [PACK, underAiAct(PACK)];
