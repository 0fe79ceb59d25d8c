import { ADULTS, GROUND } from './grounds.js';
import type { Pack } from './pack.js';

/** CONAR: the platform's own tool first, or a plain Portuguese word; what was sent unasked is a grey zone. */
export const BR: readonly Pack[] = [
  {
    ...GROUND,
    jurisdiction: 'BR',
    validFrom: '2020-12-17',
    revision: 1,
    languages: ['pt'],
    wordings: [
      {
        grade: 'accepted',
        kind: 'ad',
        language: 'pt',
        labels: [
          'publicidade',
          'publi',
          'publipost',
          'anuncio',
          'patrocinado',
          'conteudo patrocinado',
          'parceria paga',
        ],
        phrases: ['parceria paga com', 'patrocinado por {brand}'],
      },
      {
        grade: 'ambiguous',
        kind: 'ad',
        language: 'any',
        labels: ['ad'],
        tags: ['ad', 'ads', 'adv', 'sponsored'],
      },
      {
        grade: 'ambiguous',
        kind: 'ad',
        language: 'pt',
        labels: ['parceria'],
        tags: [
          'parceria',
          'parceiro',
          'parceira',
          'embaixadora',
          'embaixador',
          'collab',
          'job',
          '{brand}partner',
          'time{brand}',
        ],
        phrases: ['em parceria com', 'em colaboracao com'],
      },
      {
        grade: 'ambiguous',
        kind: 'gift',
        language: 'pt',
        labels: ['recebidos', 'recebido'],
        tags: ['recebidos', 'recebidinhos', 'recebido', 'presskit', 'brinde', 'convite'],
      },
      {
        grade: 'refused',
        kind: 'ad',
        language: 'pt',
        tags: ['sp', 'spon', 'obrigada', 'obrigado', 'ambassador'],
        phrases: ['obrigad(a|o) (a |ao )?{brand}', 'valeu {brand}'],
      },
    ],
    platformTool: 'sufficient',
    placement: { ...GROUND.placement, later: 'pass' },
    gift: { isPayment: false, unlabelled: 'fail' },
    matters: [
      ...GROUND.matters.filter((rule) => !rule.categories.includes('gambling')),
      { categories: ['gambling'], level: 'fail', unless: 'adultsOnly' },
    ],
    ages: [ADULTS, { categories: ['alcohol'], minimum: 25 }],
    best: { pt: '#publi' },
    sources: [
      {
        title: 'CONAR: Guia de Publicidade por Influenciadores Digitais',
        url: 'http://www.conar.org.br/pdf/CONAR_Guia-de-Publicidade-Influenciadores_2021-03-11.pdf',
      },
      { title: 'CONAR: Anexo X (apostas) e Anexo P (bebidas)' },
    ],
  },
];
