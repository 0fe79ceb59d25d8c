import type { SeedLabel } from './seed-people.js';
import type { SeedTexts } from './seed-texts.js';

/** Names of the label's staff: owner, manager, finance, viewer. */
export const ARABIC_STAFF = ['ليلى المنصوري', 'سالم الكعبي', 'هدى الزعابي', 'راشد النعيمي'] as const;

export function arabicClients(at: string): SeedLabel['clients'] {
  return [
    {
      facts: {
        name: 'دار ندى',
        legalName: 'دار ندى للعطور ش.ذ.م.م',
        website: 'https://dar-nada.example',
        country: 'AE',
        industry: 'beauty',
        description: 'عطور من العود والورد، تُعتّق في خشب السدر.',
        billingAddress: 'مبنى 12، شارع النخيل، الشارقة',
      },
      members: [
        { email: `admin@client.${at}`, name: 'مريم الشامسي', role: 'admin' },
        { email: `approver@client.${at}`, name: 'خالد العامري', role: 'approver' },
        { email: `member@client.${at}`, name: 'نورة السويدي', role: 'member' },
        { email: `finance@client.${at}`, name: 'يوسف الحمادي', role: 'finance' },
      ],
    },
    {
      facts: {
        name: 'محمصة الواحة',
        legalName: 'محمصة الواحة للقهوة ذ.م.م',
        website: 'https://alwaha-coffee.example',
        country: 'AE',
        industry: 'food',
        description: 'قهوة عربية محمصة على نار هادئة.',
        billingAddress: 'طريق المطار 40، العين',
      },
      members: [{ email: `admin@alwaha.${at}`, name: 'شيخة الظاهري', role: 'admin' }],
    },
  ];
}

/** As the tables of `seed-people.ts`; topics are separated as there. */
export const ARABIC_INFLUENCERS = `
سارة القاسمي | sara | AE | عطور, أسلوب حياة | أحكي عن الروائح كما تُحكى الحكايات. | instagram | sara.alqasimi | 196000 | 3.6
ميثاء الفلاسي | maitha | AE | سفر, تصوير | ضوء الصحراء قبل الشروق. | instagram | maitha.light | 141000 | 4.2
عمر حدّاد | omar | JO | قهوة, طعام | فنجان واحد وحديث طويل. | instagram | omar.brews | 98700 | 6.1
ريم الدوسري | reem | SA | بيوت, تصميم | بيوت صغيرة وأفكار واسعة. | instagram | reem.athome | 73400 | 5.0
طلال بن راشد | talal | AE | سيارات كلاسيكية, سفر | طرق قديمة وسيارات أقدم. | instagram | talal.classics | 60100 | 4.4
جنى عيسى | jana | LB | عائلة, طبخ | مطبخ جدتي بكاميرا جديدة. | instagram | jana.kitchen | 45800 | 7.3
فارس العلي | - | KW | ألعاب, تقنية | أجرّب قبل أن تشتري. | youtube | farisplays | 428000 | 2.3
دانة الخاطر | - | QA | موضة محتشمة | ألوان هادئة وقصّات واسعة. | tiktok | dana.modest | 281000 | 5.7
Nadia Farouk | - | EG | Fitness, أسلوب حياة | Ten minutes a day, every day. | instagram | nadiafarouk.fit | 152000 | 4.0
هند الرميثي | - | AE | كتب, ثقافة | صفحة كل صباح. | youtube | hind.reads | 87600 | 4.5
Karim Aziz | - | MA | Surf, سفر | موج الأطلسي وشاي بالنعناع. | tiktok | karim.surfs | 64900 | 8.1
لولوة المهيري | - | BH | خط عربي, فنون | حرف واحد في اليوم. | instagram | lulwa.letters | 33200 | 6.6`;

export const ARABIC: SeedTexts = {
  past: {
    name: 'أول المطر',
    objective: 'traffic',
    brief: {
      summary: 'عطر الطين والورد في أول يوم ماطر: نافذة مفتوحة وقهوة ولا استعجال.',
      audience: 'محبّو العطور الشرقية بين 25 و45 عامًا',
      keyMessages: ['ثلاث قطرات تكفي', 'يبقى حتى المساء'],
      dos: ['ضوء النهار'],
      donts: ['لا مؤثرات صوتية'],
    },
    markets: ['AE'],
    hashtags: ['#أول_المطر'],
    mentions: ['@dar.nada'],
    landingUrl: 'https://dar-nada.example/rain',
    budgetMinor: 2_400_000,
  },
  live: {
    name: 'حكاية مساء',
    objective: 'traffic',
    brief: {
      summary:
        'الساعة الأخيرة من يوم طويل، حين يهدأ البيت ويبدأ الحديث. نودّ أن يظهر العطر في أمسية حقيقية: مجلس وقهوة وضوء خافت، وأن يكون المكان هو البطل.',
      audience: 'من يحبون السهرات الهادئة، بين 25 و45 عامًا',
      keyMessages: ['عود طبيعي خالص', 'يُعتّق ستة أشهر في خشب السدر', 'زجاجة يُعاد ملؤها'],
      dos: ['إضاءة دافئة', 'أصوات المكان كما هي'],
      donts: ['لا مقارنات مع عطور أخرى', 'لا وعود بمدة ثبات محددة'],
    },
    markets: ['AE', 'SA'],
    hashtags: ['#حكاية_مساء'],
    mentions: ['@dar.nada'],
    landingUrl: 'https://dar-nada.example/evening',
    budgetMinor: 4_800_000,
  },
  approved: {
    name: 'صباح العيد',
    objective: 'awareness',
    brief: {
      summary: 'تحضيرات الصباح قبل أن يصل الضيوف: البخور والثوب الجديد ورشّة العطر الأخيرة.',
      audience: 'العائلات في الإمارات والخليج',
      keyMessages: ['هدية تُفتح كل يوم'],
      dos: ['لقطات من قرب'],
      donts: [],
    },
    markets: ['AE'],
    hashtags: ['#صباح_العيد'],
    mentions: ['@dar.nada'],
    landingUrl: 'https://dar-nada.example/eid',
    budgetMinor: 1_900_000,
  },
  submitted: {
    name: 'ورد الجبل',
    objective: 'traffic',
    brief: {
      summary: 'رحلة إلى حقول الورد مع أول القطاف، والعطر في حقيبة السفر.',
      audience: 'محبّو السفر والروائح بين 25 و45 عامًا',
      keyMessages: ['ورد يُقطف قبل الشروق'],
      dos: ['هواء طلق'],
      donts: ['لا استوديو'],
    },
    markets: ['AE'],
    hashtags: ['#ورد_الجبل'],
    mentions: ['@dar.nada'],
    landingUrl: 'https://dar-nada.example/rose',
    budgetMinor: 3_100_000,
  },
  draft: { name: 'سفرة رمضان' },
  other: {
    name: 'قهوة الضيف',
    objective: 'sales',
    brief: {
      summary: 'الفنجان الأول للضيف: الدلّة والهيل والانتظار الجميل.',
      audience: 'من يستقبلون الضيوف في بيوتهم',
      keyMessages: ['محمصة يوم الطلب'],
      dos: ['البخار والصوت'],
      donts: ['لا آلات إسبريسو'],
    },
    markets: ['AE'],
    hashtags: ['#قهوة_الضيف'],
    mentions: ['@alwaha.coffee'],
    landingUrl: 'https://alwaha-coffee.example/guest',
    budgetMinor: 1_300_000,
  },
  list: {
    name: 'مختارات الشتاء',
    notes: ['مقاطع هادئة ودقيقة. نسأل عن شهر نوفمبر.', 'تعاون معنا في «أول المطر».', 'جمهور عائلي وفيّ.'],
  },
  invitation: 'أعجبنا أسلوبك في حكاية الأماكن. عملان خلال أربعة أسابيع، والمكان من اختيارك.',
  talk: [
    'شكرًا لكم، يسعدني ذلك. هل يناسبكم التصوير في الشرفة، أم لا بد من المجلس؟',
    'الشرفة ممتازة. كلما كان المكان أقرب إليك كان أجمل.',
    'إذن مساء الخميس بعد الغروب، فالضوء حينها كالزعفران.',
    'رائع. ونتمنى ظهور الزجاجة قرب النافذة، فهي تُملأ من جديد @dar.nada.',
  ],
  counterNote: 'سأصوّر مع مساعدة لإضاءة المكان، لذا أحتاج إلى مبلغ أعلى قليلًا.',
  question: 'أرسلت عرضًا مقابلًا. إن ناسبكم الأجر يمكنني التصوير يوم الجمعة قبل نهاية الموسم.',
  decline: 'أنا مرتبط حصريًا بدار عطور أخرى حتى الربيع.',
  captions: [
    'إعلان | أول المطر له رائحة لا تُشترى، لكن @dar.nada اقتربت منها كثيرًا. ثلاث قطرات ونافذة مفتوحة. #إعلان #أول_المطر',
    'إعلان | آخر ساعة في اليوم هي التي تبقى. عود طبيعي من @dar.nada، وقهوة، وحديث لا ينتهي. #إعلان #حكاية_مساء',
    'إعلان | حين يهدأ البيت تبدأ الحكاية. زجاجة واحدة تُملأ من جديد من @dar.nada. #إعلان #حكاية_مساء',
    'إعلان | مساء الخميس في بيت جدتي، ورائحة تعرف الطريق. @dar.nada #إعلان #حكاية_مساء',
  ],
  lacking: 'مساء الخميس في بيت جدتي، ورائحة تعرف الطريق. @dar.nada #حكاية_مساء',
  remark: 'ضوء جميل جدًا. هل يمكن أن تقترب الزجاجة من وسط الصورة؟',
  change: 'يُرجى ذكر أنه إعلان من البداية، وإظهار الزجاجة قرب الدلّة.',
  shareNote: 'لاجتماع مجلس الإدارة',
};
