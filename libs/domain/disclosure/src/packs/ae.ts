import { ADULTS, GROUND, NEARLY_LABELS } from './grounds.js';
import type { Pack } from './pack.js';

/**
 * United Arab Emirates. The Advertising Guide of the National Media Council (today the UAE Media Council) names "#ad" and
 * "#paid_ad", "advertisement" and "advertisement material": at the beginning of the text, never behind "more", not among
 * many hashtags, and in a video spoken as well. "Thank you" and "in cooperation with" are named as not enough. What is
 * given in kind is disclosed like money.
 *
 * Since 1 February 2026 whoever advertises holds an Advertiser Permit whose number stands on the account: that is no
 * matter of a caption and is not judged here.
 */
export const AE: readonly Pack[] = [
  {
    ...GROUND,
    jurisdiction: 'AE',
    validFrom: '2018-10-29',
    revision: 1,
    languages: ['ar', 'en'],
    wordings: [
      ...NEARLY_LABELS,
      {
        grade: 'accepted',
        kind: 'ad',
        language: 'ar',
        labels: ['إعلان', 'إعلان مدفوع', 'إعلان مدفوع الأجر', 'مادة إعلانية', 'مادة إعلانية مدفوعة'],
        phrases: ['هذ(ا|ه) (المحتوي|المحتوى|المنشور|الفيديو|المادة) اعلان(ي|ية)?( مدفوعة?)?'],
      },
      {
        grade: 'accepted',
        kind: 'ad',
        language: 'en',
        labels: ['ad', 'paid ad', 'advertisement', 'paid advertisement', 'advertisement material'],
        phrases: ['this is an? (paid )?(ad|advertisement)'],
      },
      {
        grade: 'ambiguous',
        kind: 'ad',
        language: 'ar',
        labels: [
          'محتوى إعلاني',
          'محتوى مدفوع',
          'شراكة مدفوعة',
          'تعاون مدفوع',
          'منشور ممول',
          'ممول',
          'برعاية',
        ],
        phrases: ['برعاية {brand}'],
      },
      {
        grade: 'refused',
        kind: 'ad',
        language: 'ar',
        labels: ['تعاون', 'شراكة', 'سفير', 'سفيرة'],
        tags: ['شكرا', 'بالتعاون', 'سفيرالعلامة'],
        phrases: ['بالتعاون مع', 'بالشراكة مع', '(شكرا|الشكر) (ل|الى |من )?{brand}'],
      },
      {
        grade: 'refused',
        kind: 'ad',
        language: 'en',
        labels: ['collab', 'collaboration', 'partner', 'ambassador'],
        tags: [
          'sp',
          'spon',
          'collab',
          'partner',
          'ambassador',
          '{brand}partner',
          '{brand}ambassador',
          'thanks',
        ],
        phrases: [
          'in (collaboration|cooperation|partnership) with',
          'thanks to {brand}',
          'thank you (to )?{brand}',
        ],
      },
      {
        grade: 'ambiguous',
        kind: 'gift',
        language: 'ar',
        labels: ['هدية'],
        phrases: ['(هدية|اهداء) من {brand}'],
      },
      {
        grade: 'ambiguous',
        kind: 'affiliate',
        language: 'ar',
        labels: ['رابط تسويق بالعمولة', 'تسويق بالعمولة'],
        phrases: ['(احصل|اكسب|اربح) (علي |على )?عمولة'],
      },
    ],
    lexicon: { ...GROUND.lexicon, ad: 'ambiguous', employee: 'ambiguous' },
    commission: 'ambiguous',
    placement: {
      later: 'fail',
      afterLink: 'fail',
      crowd: { warnFrom: 4, failFrom: 6, evenWhenFirst: true },
    },
    spoken: { video: true, live: false },
    matters: [
      ...GROUND.matters.filter((rule) => !rule.categories.includes('gambling')),
      { categories: ['alcohol'], level: 'fail' },
      // Lawful for operators with a licence of the General Commercial Gaming Regulatory Authority only.
      { categories: ['gambling'], level: 'warn' },
      // Prior approval of an authority, which no caption shows: health, property, schools, money.
      {
        categories: ['health', 'therapeutic', 'cosmeticSurgery', 'realestate', 'education'],
        level: 'warn',
      },
      { categories: ['finance', 'crypto', 'trading'], level: 'warn' },
    ],
    ages: [ADULTS],
    best: { ar: 'إعلان', en: 'Ad' },
    sources: [
      {
        title:
          'National Media Council: Advertising Guide, 29 October 2018, special conditions for social media',
        url: 'https://www.cms-lawnow.com/ealerts/2018/11/uae-national-media-council-issues-new-advertising-guidance',
      },
      {
        title:
          'Cabinet Resolution 23 of 2017 concerning media content, art. 19: paid material is stated to be paid',
      },
      {
        title: 'Cabinet Resolution 7 of 2007, health advertisements: authorisation before publication',
        url: 'https://uaelegislation.gov.ae/en/legislations/2354',
      },
      {
        title:
          'Federal Decree-Law 55 of 2023 regulating the media, with its executive regulation in force since 29 May 2025: no advertising of alcohol, drugs, tobacco or vaping, shown or hinted at',
        url: 'https://www.khaleejtimes.com/uae/government/uae-media-council-warns-influencers-against-covert-vape-promotions',
      },
      {
        title:
          'UAE Media Council: Advertiser Permit, its number on the account, asked for from 1 February 2026',
        url: 'https://www.thenationalnews.com/news/uae/2025/10/23/uae-extends-deadline-for-influencers-to-get-advertiser-permits/',
      },
    ],
  },
];
