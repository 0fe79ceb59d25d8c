import { ADULTS, GROUND } from './grounds.js';
import type { Pack } from './pack.js';

const SINCE_2020: Pack = {
  ...GROUND,
  jurisdiction: 'KR',
  validFrom: '2020-09-01',
  revision: 1,
  languages: ['ko'],
  wordings: [
    {
      grade: 'accepted',
      kind: 'ad',
      language: 'ko',
      labels: [
        '광고',
        '유료광고',
        '유료 광고',
        '광고 포함',
        '유료 광고 포함',
        '유료광고포함',
        '협찬',
        '제품 협찬',
        '제품협찬',
        '금전적 지원',
        '할인 지원',
      ],
    },
    {
      grade: 'refused',
      kind: 'ad',
      language: 'ko',
      tags: [
        '체험단',
        '서포터즈',
        '앰버서더',
        '앰배서더',
        '파트너',
        '콜라보',
        'thanksto',
        'thanks',
        'sponsor',
        'sponsored',
        'sp',
        'spon',
        'ad',
        'collaboration',
        'collab',
        'partner',
        'ambassador',
        'pr',
      ],
      labels: ['체험단', '앰버서더'],
      phrases: ['[가-힣a-z]+(과|와) 함께', 'thanks to', 'sponsored by'],
    },
    {
      grade: 'ambiguous',
      kind: 'gift',
      language: 'ko',
      labels: ['선물', '제공'],
      tags: ['제공', '선물', '이벤트'],
    },
  ],
  lexicon: {
    ad: 'accepted',
    gift: 'accepted',
    affiliate: 'ambiguous',
    employee: 'accepted',
    contest: 'ambiguous',
  },
  labelLanguage: { may: 'captionOrOwn', else: 'fail' },
  ages: [{ categories: ADULTS.categories, minimum: 19 }],
  best: { ko: '[광고]' },
  sources: [{ title: '공정거래위원회: 추천·보증 등에 관한 표시·광고 심사지침' }],
};

/** Since 1 December 2024 text media carry the mention in the title or at the beginning, no longer at the end. */
const SINCE_2024: Pack = {
  ...SINCE_2020,
  validFrom: '2024-12-01',
  placement: { ...SINCE_2020.placement, later: 'fail' },
  sources: [
    { title: '공정거래위원회: 추천·보증 심사지침 개정, 2024년 12월 1일 시행', url: 'https://www.ftc.go.kr' },
  ],
};

/** Fair Trade Commission: Korean words that say what was received, first; vague or English ones do not count. */
export const KR: readonly Pack[] = [SINCE_2020, SINCE_2024];
