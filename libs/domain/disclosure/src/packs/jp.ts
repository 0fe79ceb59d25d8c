import { ADULTS, GROUND } from './grounds.js';
import type { Pack } from './pack.js';

/** Consumer Affairs Agency: since the notice on stealth marketing, a plain word that nothing beside it belies. */
export const JP: readonly Pack[] = [
  {
    ...GROUND,
    jurisdiction: 'JP',
    validFrom: '2023-10-01',
    revision: 1,
    languages: ['ja'],
    wordings: [
      {
        grade: 'accepted',
        kind: 'ad',
        language: 'ja',
        labels: ['広告', '宣伝', 'プロモーション', 'pr', 'pr投稿', 'pr案件'],
        tags: ['広告', '宣伝', 'プロモーション', 'pr'],
      },
      {
        grade: 'accepted',
        kind: 'gift',
        language: 'ja',
        phrases: [
          '[^。！？\n]{0,24}(から|より|様に|さんに)[^。！？\n]{0,12}提供を?(受け|いただ|頂|して(いただ|もら))',
          '[^。！？\n]{0,16}の?提供を(受け|いただ|頂)',
          '[^。！？\n]{0,16}をご?提供(いただ|頂|して(いただ|もら))',
          '[^。！？\n]{0,16}をもらって投稿',
        ],
      },
      {
        grade: 'ambiguous',
        kind: 'ad',
        language: 'ja',
        labels: ['アンバサダー', 'タイアップ', 'スポンサー', '企業案件', 'コラボ'],
        tags: [
          'アンバサダー',
          'タイアップ',
          'スポンサー',
          'コラボ',
          'モニター',
          'sponsored',
          'sp',
          '{brand}アンバサダー',
        ],
      },
      {
        grade: 'ambiguous',
        kind: 'ad',
        language: 'any',
        labels: ['ad'],
        tags: ['ad', 'ads', 'collab', 'ambassador'],
      },
      {
        grade: 'refused',
        kind: 'ad',
        language: 'ja',
        tags: ['thanks', 'ありがとう', 'sp'],
        phrases: ['ありがとうございま(す|した)'],
      },
    ],
    placement: { later: 'warn', afterLink: 'warn', crowd: { warnFrom: 4, failFrom: 6, evenWhenFirst: true } },
    ages: [{ categories: ADULTS.categories, minimum: 20 }],
    best: { ja: '【広告】' },
    sources: [
      {
        title: '消費者庁：「一般消費者が事業者の表示であることを判別することが困難である表示」の運用基準',
        url: 'https://www.caa.go.jp/policies/policy/representation/fair_labeling/stealth_marketing',
      },
    ],
  },
];
