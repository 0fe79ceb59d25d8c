import { ADULTS, GROUND, NEARLY_LABELS, underAiAct } from './grounds.js';
import type { Pack } from './pack.js';

const PACK: Pack = {
  ...GROUND,
  jurisdiction: 'EU',
  validFrom: '2023-10-16',
  revision: 1,
  languages: ['en'],
  wordings: [
    ...NEARLY_LABELS,
    {
      grade: 'ambiguous',
      kind: 'ad',
      language: 'any',
      tags: [
        'collab',
        'collaboration',
        'partner',
        'partnership',
        'ambassador',
        'brandambassador',
        '{brand}partner',
        '{brand}ambassador',
      ],
      labels: ['collaboration', 'partnership', 'brand ambassador'],
      phrases: [
        'in (collaboration|partnership|cooperation) with',
        'brought to you by',
        'made possible by',
        '(in|i) (zusammenarbeit|kooperation|partnerschaft|samarbete|samarbejde|partnerskap) (mit|med)',
        '(en|em|in) (collaboration|colaboracion|colaboracao|collaborazione|parceria|partenariat) (avec|con|com)',
        '(in|w|we|ve|u) (samenwerking|wspolpracy|spolupraci|suradnji|saradnji) (met|z|ze|s|sa)',
        'yhteistyossa',
      ],
    },
    {
      grade: 'refused',
      kind: 'ad',
      language: 'any',
      tags: ['sp', 'spon', 'spons', 'client', 'thanks'],
      phrases: ['thanks to {brand}', 'thank you (to )?{brand}'],
    },
  ],
  labelLanguage: { may: 'caption', else: 'warn' },
  marks: [
    { mark: 'aiFace', level: 'warn', notice: 'aiMade' },
    { mark: 'aiMade', level: 'warn', notice: 'aiMade' },
    { mark: 'virtualPerson', level: 'warn', notice: 'aiMade' },
  ],
  ages: [ADULTS],
  best: { en: 'Advertisement' },
  sources: [
    {
      title: 'Directive 2005/29/EC, art. 7(2) and Annex I no. 11',
      url: 'https://eur-lex.europa.eu/eli/dir/2005/29/oj',
    },
    {
      title: 'European Commission: Influencer Legal Hub; CPC five key principles',
      url: 'https://commission.europa.eu/live-work-travel-eu/consumer-rights-and-complaints/influencer-legal-hub_en',
    },
  ],
};

/** The Union's floor, for member states without a pack: obvious at once, in the audience's language. */
export const EU: readonly Pack[] = [PACK, underAiAct(PACK)];
