import { ADULTS, GROUND } from './grounds.js';
import type { Pack } from './pack.js';

/** Forbrukertilsynet: "Reklame" or "Annonse" first, and the official mark on every changed body. */
export const NO: readonly Pack[] = [
  {
    ...GROUND,
    jurisdiction: 'NO',
    validFrom: '2022-07-01',
    revision: 1,
    languages: ['no'],
    wordings: [
      {
        grade: 'accepted',
        kind: 'ad',
        language: 'no',
        labels: ['reklame', 'annonse', 'reklameinnlegg', 'annonseinnhold'],
        phrases: ['(reklame|annonse) for'],
      },
      {
        grade: 'refused',
        kind: 'ad',
        language: 'any',
        labels: ['samarbeid', 'spons', 'betalt samarbeid', 'i samarbeid'],
        tags: [
          'spons',
          'sponset',
          'samarbeid',
          'betaltsamarbeid',
          'sp',
          'spon',
          'collab',
          'partner',
          'ambassador',
          'ambassador',
          '{brand}partner',
          'takk',
        ],
        phrases: ['i samarbeid med', 'sponset av', 'takk til {brand}'],
      },
      { grade: 'ambiguous', kind: 'ad', language: 'any', labels: ['ad'], tags: ['ad', 'ads', 'sponsored'] },
    ],
    marks: [{ mark: 'retouched', level: 'fail', notice: 'officialMark' }],
    matters: [
      ...GROUND.matters.filter((rule) => !rule.categories.includes('gambling')),
      { categories: ['alcohol', 'gambling', 'cosmeticSurgery'], level: 'fail' },
    ],
    ages: [ADULTS],
    best: { no: 'Reklame' },
    sources: [
      {
        title: 'Forbrukertilsynet: Merking av retusjert reklame',
        url: 'https://www.forbrukertilsynet.no/vi-jobber-med/merking-av-retusjert-reklame/',
      },
      { title: 'Markedsføringsloven §§ 2 og 3; alkoholloven § 9-2; pengespilloven § 5' },
    ],
  },
];
