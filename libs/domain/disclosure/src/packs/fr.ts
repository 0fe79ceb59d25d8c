import { ADULTS, GROUND, underAiAct } from './grounds.js';
import type { Pack, WordingGroup } from './pack.js';

const REFUSED: WordingGroup = {
  grade: 'refused',
  kind: 'ad',
  language: 'fr',
  tags: [
    'sponso',
    'sponsor',
    'collab',
    'collaboration',
    'partenaire',
    'partenariat',
    'sp',
    'spon',
    'ambassadrice',
    'ambassadeur',
    'merci',
    'rp',
  ],
  labels: ['sponso', 'collab', 'collaboration', 'en partenariat', 'en collaboration'],
  phrases: ['merci (a |de |aux? )?{brand}', 'en (partenariat|collaboration) avec'],
};

const SINCE_2023: Pack = {
  ...GROUND,
  jurisdiction: 'FR',
  validFrom: '2023-06-11',
  revision: 1,
  languages: ['fr'],
  wordings: [
    {
      grade: 'accepted',
      kind: 'ad',
      language: 'fr',
      labels: ['publicite', 'collaboration commerciale'],
      phrases: ['collaboration commerciale avec', 'publicite pour {brand}'],
    },
    {
      grade: 'ambiguous',
      kind: 'ad',
      language: 'fr',
      labels: [
        'partenariat remunere',
        'contenu publicitaire',
        'communication commerciale',
        'contenu sponsorise',
        'sponsorise',
        'pub',
        'partenariat commercial',
        'collaboration remuneree',
        'collaboration sponsorisee',
      ],
      phrases: ['partenariat remunere avec', 'sponsorise par {brand}', 'partenariat commercial avec'],
    },
    { grade: 'ambiguous', kind: 'ad', language: 'any', labels: ['ad'], tags: ['ad', 'ads', 'adv'] },
    {
      grade: 'ambiguous',
      kind: 'gift',
      language: 'fr',
      labels: ['produit offert'],
      phrases: ['(produit|sejour|voyage|article|repas)s? offerts? par'],
    },
    REFUSED,
  ],
  lexicon: {
    ad: 'ambiguous',
    gift: 'ambiguous',
    affiliate: 'ambiguous',
    employee: 'ambiguous',
    contest: 'ambiguous',
  },
  commission: 'ambiguous',
  labelLanguage: { may: 'own', else: 'warn' },
  marks: [
    { mark: 'retouched', level: 'fail', notice: 'retouchedImages' },
    { mark: 'aiFace', level: 'fail', notice: 'virtualImages' },
    { mark: 'virtualPerson', level: 'fail', notice: 'virtualImages' },
  ],
  matters: [
    ...GROUND.matters.filter((rule) => !rule.categories.includes('gambling')),
    {
      categories: ['cosmeticSurgery', 'therapeuticAbstention', 'sportsPrediction', 'wildAnimals', 'trading'],
      level: 'fail',
    },
    { categories: [], level: 'fail', claim: 'treatmentRefusal' },
    { categories: ['crypto'], level: 'fail', unless: 'cryptoRegistration' },
    { categories: ['gambling'], level: 'fail', unless: 'adultsOnly' },
    { categories: ['alcohol'], level: 'fail', unless: 'alcoholWarning' },
    { categories: ['finance'], level: 'fail', claim: 'investmentReturn' },
  ],
  ages: [ADULTS],
  best: { fr: 'Publicité' },
  sources: [
    {
      title: 'Loi n° 2023-451 du 9 juin 2023, art. 4 et 5',
      url: 'https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000047663185',
    },
    { title: 'Code de la santé publique, L3323-2 à L3323-4 (alcool)' },
  ],
};

/** The decree of 6 November 2024 allows clear equivalents of the two mentions. */
const SINCE_2024: Pack = {
  ...SINCE_2023,
  validFrom: '2024-11-08',
  wordings: [
    {
      grade: 'accepted',
      kind: 'ad',
      language: 'fr',
      labels: [
        'publicite',
        'collaboration commerciale',
        'contenu publicitaire',
        'communication commerciale',
        'publicite remuneree',
        'contenu promotionnel remunere',
        'communication publicitaire',
        'annonce publicitaire',
        'video publicitaire',
        'post publicitaire',
      ],
      phrases: [
        'collaboration commerciale avec',
        'publicite pour {brand}',
        '(ceci|ce post|cette video|cette publication) est une? (publicite|collaboration commerciale|contenu publicitaire)',
      ],
    },
    ...SINCE_2023.wordings.slice(1).map((group) => ({
      ...group,
      labels:
        group.labels?.filter(
          (label) => label !== 'contenu publicitaire' && label !== 'communication commerciale',
        ) ?? [],
    })),
  ],
  sources: [
    ...SINCE_2023.sources,
    {
      title: 'Ordonnance n° 2024-978 du 6 novembre 2024',
      url: 'https://masea-expertise.fr/lettres/20241120/breves/54381.html',
    },
  ],
};

/** DGCCRF: "Publicité" or "Collaboration commerciale", readable throughout, and marks on changed images. */
export const FR: readonly Pack[] = [SINCE_2023, SINCE_2024, underAiAct(SINCE_2024)];
