import { ADULTS, GROUND, underAiAct } from './grounds.js';
import type { Pack, WordingGroup } from './pack.js';

const CLEAR: WordingGroup = {
  grade: 'accepted',
  kind: 'ad',
  language: 'es',
  labels: [
    'publicidad',
    'publi',
    'contenido patrocinado',
    'colaboracion pagada',
    'promocion pagada',
    'patrocinado',
  ],
  phrases: [
    '(contenido|post|video) patrocinado por',
    'colaboracion pagada (con|por)',
    'promocion pagada (con|por|de)',
    'patrocinado por {brand}',
  ],
};
const SOFT: WordingGroup = {
  grade: 'ambiguous',
  kind: 'ad',
  language: 'es',
  labels: [
    'colaboracion',
    'en colaboracion',
    'colaboracion remunerada',
    'colaboracion comercial',
    'colaboracion patrocinada',
  ],
  tags: [
    'colaboracion',
    'embajadora',
    'embajador',
    'ambassador',
    'partner',
    '{brand}partner',
    '{brand}ambassador',
  ],
  phrases: ['en colaboracion con', 'embajador(a)? de {brand}'],
};
const THANKS = ['gracias (a )?{brand}'];

const SINCE_2021: Pack = {
  ...GROUND,
  jurisdiction: 'ES',
  validFrom: '2021-01-01',
  revision: 1,
  languages: ['es'],
  wordings: [
    CLEAR,
    SOFT,
    { grade: 'ambiguous', kind: 'ad', language: 'any', labels: ['ad'], tags: ['ad', 'sponsored'] },
    {
      grade: 'refused',
      kind: 'ad',
      language: 'any',
      tags: ['sp', 'spon', 'colab', 'collab', 'gracias'],
      labels: ['colab'],
      phrases: THANKS,
    },
  ],
  ages: [ADULTS],
  best: { es: 'Publicidad' },
  sources: [
    { title: 'AUTOCONTROL and AEA: Código de conducta sobre el uso de influencers en la publicidad, 2021' },
  ],
};

/** The code of 2025 also refuses English short forms and asks that AI-made content be named. */
const SINCE_2025: Pack = {
  ...SINCE_2021,
  validFrom: '2025-10-01',
  wordings: [
    CLEAR,
    SOFT,
    {
      grade: 'refused',
      kind: 'ad',
      language: 'any',
      labels: ['ad', 'colab', 'collab'],
      tags: ['ad', 'ads', 'sp', 'spon', 'colab', 'collab', 'gracias', 'pr'],
      phrases: THANKS,
    },
  ],
  marks: [
    { mark: 'aiMade', level: 'fail', notice: 'aiMade' },
    { mark: 'aiFace', level: 'fail', notice: 'aiMade' },
    { mark: 'virtualPerson', level: 'fail', notice: 'aiMade' },
  ],
  sources: [
    {
      title:
        'AUTOCONTROL, AEA and IAB Spain: Código de conducta de publicidad a través de influencers, in force 1 October 2025',
    },
    { title: 'Ley 34/1988 General de Publicidad; Real Decreto 444/2024' },
  ],
};

/** AUTOCONTROL: a plain Spanish mention from the start; a gift or an invitation counts as payment. */
export const ES: readonly Pack[] = [SINCE_2021, SINCE_2025, underAiAct(SINCE_2025)];
