import type { Kind, WordingGroup } from '../packs/pack.js';
import type { LexiconEntry } from './lexicon-entry.js';
import { GERMANIC } from './lexicon-germanic.js';
import { ROMANCE } from './lexicon-romance.js';

const OTHERS: Record<string, LexiconEntry> = {
  ja: {
    ad: {
      labels: [
        '広告',
        '宣伝',
        'プロモーション',
        'pr',
        'タイアップ',
        'タイアップ投稿',
        'タイアップ広告',
        '企業広告',
        '有料広告',
        '企業案件',
        'スポンサー',
      ],
      phrases: [
        'プロモーションを含みます',
        '広告を含みます',
        '(この|本)?(投稿|動画|ポスト)は(、)?(広告|プロモーション|宣伝|pr)です',
        'から(報酬|広告料|金銭)をいただいて',
        'から(報酬|広告料|金銭)を受け',
      ],
    },
    gift: {
      labels: ['提供', '商品提供', 'プレゼント', 'ギフティング'],
      phrases: [
        'の?提供を(受け|いただ|頂)',
        'をご?提供いただ',
        'をご?提供頂',
        'から(頂|いただ)い',
        'の提供で(お送り|お届け)',
      ],
    },
    affiliate: {
      labels: ['アフィリエイト', 'アフィリエイトリンク'],
      phrases: ['アフィリエイト広告', '成果報酬', 'アフィリエイトリンクを(含|使用)'],
    },
    employee: { labels: ['社員', '中の人'], phrases: ['社員です', 'で働いています'] },
  },
  ko: {
    ad: {
      labels: ['광고', '유료광고', '유료 광고', '광고 포함', '유료 광고 포함', '협찬광고', '대가성 광고'],
      phrases: [
        '유료 ?광고를? ?포함',
        '광고를 포함',
        '(원고료|대가|경제적 대가|광고비|소정의 원고료)(를|을) (제공|지급|받)',
        '(이|본|해당) (글|포스팅|포스트|영상|게시물|콘텐츠|리뷰)(은|는) (유료 ?)?광고',
      ],
    },
    gift: {
      labels: ['협찬', '제품 협찬', '제품협찬', '제품 제공', '무료 제공', '상품 협찬'],
      phrases: [
        '(제품|상품|서비스|식사|숙박)(을|를)? ?(무상으로 |무료로 )?(제공 ?받|협찬 ?받|지원 ?받)',
        '협찬을? ?받',
      ],
    },
    affiliate: {
      labels: ['제휴 링크', '제휴링크', '제휴 마케팅', '쿠팡파트너스'],
      phrases: ['(수수료|커미션)(를|을) ?(제공 ?받|받|지급)', '수익금이? (발생|지급)'],
    },
    employee: { labels: ['임직원', '직원'], phrases: ['(직원|임직원)입니다', '에서 일하고'] },
  },
  hi: {
    ad: { labels: ['विज्ञापन', 'प्रायोजित', 'सशुल्क साझेदारी'], phrases: ['यह एक विज्ञापन'] },
    gift: { labels: ['मुफ्त उपहार', 'उपहार'] },
  },
  bn: { ad: { labels: ['বিজ্ঞাপন'] } },
  ta: { ad: { labels: ['விளம்பரம்'] } },
  te: { ad: { labels: ['ప్రకటన'] } },
  mr: { ad: { labels: ['जाहिरात'] } },
  gu: { ad: { labels: ['જાહેરાત'] } },
  or: { ad: { labels: ['ବିଜ୍ଞାପନ'] } },
  pl: {
    ad: {
      labels: [
        'reklama',
        'materiał reklamowy',
        'współpraca reklamowa',
        'wpis sponsorowany',
        'post sponsorowany',
        'płatna współpraca',
        'autoreklama',
      ],
    },
    gift: { labels: ['prezent'], phrases: ['prezent od {brand}'] },
    affiliate: { labels: ['link afiliacyjny'] },
  },
  fi: {
    ad: { labels: ['mainos', 'kaupallinen yhteistyö', 'maksettu mainos'] },
    affiliate: { labels: ['mainoslinkki'] },
  },
  cs: { ad: { labels: ['reklama', 'placená spolupráce', 'sponzorováno'] } },
  sk: { ad: { labels: ['reklama', 'platená spolupráca'] } },
  hu: { ad: { labels: ['reklám', 'hirdetés', 'fizetett hirdetés', 'fizetett együttműködés'] } },
  tr: { ad: { labels: ['reklam', 'ilan', 'ücretli ortaklık', 'sponsorlu', 'iş birliği reklam'] } },
  el: { ad: { labels: ['διαφήμιση', 'χορηγούμενο', 'πληρωμένη συνεργασία'] } },
  ru: { ad: { labels: ['реклама', 'рекламный пост', 'на правах рекламы'] } },
  uk: { ad: { labels: ['реклама'] } },
  bg: { ad: { labels: ['реклама', 'платено партньорство'] } },
  sr: { ad: { labels: ['реклама', 'оглас', 'reklama', 'oglas'] } },
  mk: { ad: { labels: ['реклама', 'оглас'] } },
  hr: { ad: { labels: ['oglas', 'reklama', 'plaćeno partnerstvo', 'plaćena suradnja'] } },
  sl: { ad: { labels: ['oglas', 'reklama', 'plačano partnerstvo'] } },
  et: { ad: { labels: ['reklaam', 'tasuline koostöö'] } },
  lv: { ad: { labels: ['reklāma', 'apmaksāta sadarbība'] } },
  lt: { ad: { labels: ['reklama', 'mokama partnerystė'] } },
  mt: { ad: { labels: ['reklam'] } },
  is: { ad: { labels: ['auglýsing', 'samstarf auglýsing'] } },
  cy: { ad: { labels: ['hysbyseb'] } },
  ar: { ad: { labels: ['إعلان', 'إعلان مدفوع', 'شراكة مدفوعة'] } },
  fa: { ad: { labels: ['تبلیغ', 'تبلیغات', 'آگهی'] } },
  ur: { ad: { labels: ['اشتہار'] } },
  he: { ad: { labels: ['פרסומת', 'מודעה', 'תוכן ממומן', 'שיתוף פעולה ממומן'] } },
  zh: { ad: { labels: ['广告', '廣告', '推广', '业配', '業配'] } },
  th: { ad: { labels: ['โฆษณา'] } },
  vi: { ad: { labels: ['quảng cáo'] } },
  id: { ad: { labels: ['iklan', 'kerja sama berbayar'] } },
  ms: { ad: { labels: ['iklan'] } },
  ga: { ad: { labels: ['fógra', 'fógraíocht'] } },
  kn: { ad: { labels: ['ಜಾಹೀರಾತು'] } },
  ml: { ad: { labels: ['പരസ്യം'] } },
  pa: { ad: { labels: ['ਇਸ਼ਤਿਹਾਰ'] } },
};

const WORDS: Record<string, LexiconEntry> = { ...GERMANIC, ...ROMANCE, ...OTHERS };

export const LEXICON: readonly Omit<WordingGroup, 'grade'>[] = Object.entries(WORDS).flatMap(
  ([language, entry]) => (Object.keys(entry) as Kind[]).map((kind) => ({ kind, language, ...entry[kind] })),
);

/** Plain words for advertising in a language, best first, for corrections. */
export function plainAdWords(language: string): readonly string[] {
  return WORDS[language]?.ad?.labels ?? [];
}
