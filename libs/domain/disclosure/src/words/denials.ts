/** `ad`: says it is no advertising. `payment`: says nothing was paid. `ownMoney`: says it was bought. `independent`: poses as a third party. */
export type Denial = 'ad' | 'payment' | 'ownMoney' | 'independent';

const AD_EN =
  '(?:ads?|adverts?|advertisement|advertising|advertorial|promo|promotion|promoted|paid promotion|paid partnership|commercial|collab|collaboration|paid ad|paid post|paid content|partnership|endorsement)';

/** `\b` knows Latin letters only. Folding has taken hamza and vowel signs off. */
const AR_OPEN = '(?<![\\p{L}\\p{N}_])';
const AR_CLOSE = '(?![\\p{L}\\p{N}_])';

/** Patterns over folded text, in every language of the packs. */
const PATTERNS: readonly [Denial, string][] = [
  [
    'ad',
    `\\b(?:not|isn'?t|ain'?t|never|wasn'?t|neither) (?:really |actually |even )?(?:an? |any (?:kind|sort) of )?(?:an? )?(?:sponsored |paid )?${AD_EN}\\b(?!-| (?:blocker|agency|break|guy|person|campaign manager))`,
  ],
  ['ad', '\\bno ad(?:vert(?:isement)?)?\\b(?= *(?:[.,;:!|)\\-–—]|$|,))'],
  [
    'ad',
    '#(?:this(?:is|isnt)?)?(?:not|isnt|non|no)(?:an?|paid)?(?:ad|advert|advertisement|advertising|promo|collab|partnership|publicidad|publi)\\b',
  ],
  [
    'payment',
    "\\b(?:not|isn'?t|never|wasn'?t|nobody|no one) (?:(?:been |being |getting |even )?(?:sponsored|paid(?! partnership| promotion| ad| post| content| attention| full| more| less| enough| rent| tax| off| back| that much| this much))|sponsoring me|paid me|paying me)\\b",
  ],
  [
    'payment',
    '\\b(?:un-?sponsored|un-?paid|non-?sponsored)\\b|#(?:un|not|non)(?:sponsored|paid|spon)\\b|\\bwithout (?:being )?(?:paid|payment)\\b',
  ],
  [
    'ad',
    '\\b(?:kein(?:e|en|erlei)?|nicht) (?:bezahlte[rs]? |als |eine? )?(?:werbung|anzeige|kooperation|werbepartnerschaft)\\b|#(?:keine|nicht)(?:bezahlte)?(?:werbung|anzeige|gesponsert)',
  ],
  [
    'payment',
    '\\b(?:un|nicht[- ]|selbst)bezahlte? (?:werbung|anzeige|kooperation|partnerschaft)|#(?:un|nicht)bezahlte?(?:werbung|anzeige)|\\bwerbung[ ,|(/-]+(?:un|nicht )bezahlt|#werbung_?unbezahlt|\\bnicht (?:dafur |hierfur |davon |von \\S+ )?(?:gesponsert|bezahlt)\\b|\\bungesponsert\\b|\\bohne (?:bezahlung|gegenleistung)\\b',
  ],
  [
    'ad',
    "\\b(?:pas|ni|jamais) (?:une? |de |du |d'une? )?(?:pub|publicite|sponso|collab|collaboration(?: commerciale)?|partenariat(?: remunere)?|placement de produit|contenu sponsorise|contenu publicitaire)\\b|\\bsans (?:partenariat|collaboration)\\b|#(?:pas|non)(?:de|une)?(?:pub|publicite|sponso|sponsorise|collab)",
  ],
  [
    'payment',
    '\\bnon[- ]?(?:sponsorise|remunere|paye)e?\\b|\\bpas (?:ete )?(?:sponsorise|remunere|paye)e?\\b|#nonsponso\\w*',
  ],
  [
    'ad',
    '\\b(?:no|ni|tampoco) (?:es |hay |se trata de )?(?:una? |ninguna? )?(?:publi|publicidad|anuncio|colaboracion(?: pagada)?|contenido patrocinado|promocion)\\b|#no(?:es)?(?:publi|publicidad|ad|anuncio)\\b',
  ],
  [
    'payment',
    '\\bno (?:esta |es |ha sido )?(?:patrocinado|pagad[oa])\\b|\\bsin (?:cobrar|patrocinio)\\b|\\bnadie me paga',
  ],
  [
    'ad',
    '\\bnao (?:e|eh|sao|foi) (?:uma? |nenhuma? )?(?:publi|publicidade|propaganda|anuncio|parceria|conteudo pago)\\b|#nao(?:e|eh)?(?:publi|publicidade|propaganda)\\b|\\bsem publi\\b|\\bnada de publi\\b|#naopubli',
  ],
  ['payment', '\\bnao (?:e |foi |fui )?(?:patrocinad[oa]|pag[oa])\\b|\\bninguem me pag'],
  [
    'ad',
    "\\bnon (?:e|si tratta di|c'e) (?:una? )?(?:pubblicita|adv|sponsorizzazione|collaborazione|spot|sponsorizzat[oa])\\b|\\bnon e un'?(?:inserzione|adv)\\b|\\bnessuna (?:pubblicita|collaborazione|sponsorizzazione)\\b|#no(?:n)?(?:adv|ad|pubblicita|spon\\w*)\\b",
  ],
  ['payment', '\\bnon (?:sono )?(?:sponsorizzat|pagat)[oaie]\\b|\\bno adv\\b'],
  [
    'ad',
    '\\bgeen (?:betaalde )?(?:ad|adv|advertentie|reclame|samenwerking|spon|promo)\\b|\\bniet gesponsord\\b|#(?:geen|niet)(?:ad|adv|spon|reclame|advertentie|gesponsord|samenwerking)',
  ],
  [
    'payment',
    '\\bniet (?:voor |hiervoor |door \\S+ )?betaald\\b|\\bniemand betaalt mij\\b|\\bonbetaald\\b|#onbetaald\\w*',
  ],
  [
    'ad',
    '\\b(?:ikke|ingen|ej|inte) (?:en )?(?:reklam|reklame|annonse|annonce|annons|samarbeid|sponset|spons)\\b|#ikke(?:reklame|annonse|spons|sponset)',
  ],
  ['payment', '\\bikke (?:fatt |blitt |bli )?(?:betalt|sponset)\\b|\\bingen betaler meg\\b|\\bubetalt\\b'],
  ['ad', '\\b(?:to )?nie (?:jest )?(?:reklama|wspolpraca)\\b|#nie(?:reklama|wspolpraca)'],
  [
    'ad',
    '(?:広告|宣伝|プロモーション|案件|タイアップ|ステマ|pr)(?:案件|投稿)?(?:では|じゃ|で[はわ])?(?:ありません|ない|なく|無い)|(?:広告|案件|pr)(?:では|じゃ)(?:ございません|ないよ|ないです)|非(?:広告|pr)',
  ],
  ['independent', '第三者(?:として|の(?:立場|意見|感想|視点|目線)|的な)|中立な(?:立場|意見)|公平な第三者'],
  ['ownMoney', '自腹|自分で(?:買|購入)|自費で|自己購入'],
  [
    'ad',
    '(?:광고|협찬|유료광고)(?:는|가|은|이)? ?(?:아님|아니|아닙|아녜|x\\b|없)|(?:노|비)(?:광고|협찬)|광고 ?(?:절대 )?아닌',
  ],
  ['ownMoney', '내돈내산|내 ?돈 ?주고|내 ?돈으로'],
  [
    'ownMoney',
    '\\b(?:i|we) (?:bought|paid for|purchased) (?:it|this|these|them|everything)(?: all)? (?:myself|ourselves|with my own money)|\\b(?:bought|paid for|purchased) (?:by me|by us|with my own money)\\b|\\bwith my own money\\b|#(?:boughtitmyself|ownmoney|selfpurchased|boughtwithmyownmoney)',
  ],
  [
    'ownMoney',
    '\\bselbst (?:gekauft|bezahlt|gezahlt)\\b|#selbst(?:gekauft|bezahlt)|\\bachete(?:e|s|es)? (?:par moi[- ]meme|avec mon (?:propre )?argent|de ma poche)|\\bcomprad[oa]s? por mi\\b|\\bcon mi (?:propio )?dinero\\b|\\bcomprei com (?:o )?meu dinheiro|\\bpagat[oaie] (?:da me|di tasca mia)|\\bcomprat[oaie] da me\\b|\\bzelf (?:gekocht|betaald)\\b|\\b(?:kjopt|betalt) selv\\b|\\bselv (?:kjopt|betalt)\\b',
  ],
  [
    'ad',
    "\\b(?:not|isn'?t|wasn'?t|never) (?:an? )?(?:sponsored|paid) (?:post|content|video|reel|story|review|segment|episode)\\b|\\b(?:no|zero|without) sponsorships?\\b|\\bno ad here\\b",
  ],
  [
    'payment',
    "\\b(?:didn'?t|did not|don'?t|do not|doesn'?t|does not|haven'?t|have not|hasn'?t|has not|won'?t|never) (?:even |ever )?(?:pay|paid|sponsor(?:ed)?) (?:me|us)\\b|\\bwithout any (?:payment|pay|compensation)\\b",
  ],
  [
    'payment',
    '\\b(?:kein geld|keinen cent|nichts) (?:dafur|hierfur|daf[uü]r bekommen)\\b|\\bkeine bezahlte (?:partnerschaft|zusammenarbeit)\\b|\\b(?:niemand|keiner) (?:bezahlt|zahlt|sponsert|hat mich bezahlt)\\b',
  ],
  [
    'payment',
    '\\b(?:aucune?|sans|zero) (?:remuneration|sponsor(?:ing)?|partenariat|collaboration|contrepartie|paiement)\\b|\\brien de sponsorise\\b|\\bpersonne ne me paie\\b',
  ],
  [
    'payment',
    '\\bno me (?:han |estan )?pag(?:ado|ando|an|aron|a)\\b|\\bningun(?:a)? (?:patrocinio|colaboracion)\\b',
  ],
  [
    'payment',
    '\\bnao (?:recebi|ganhei|estou ganhando|estou recebendo) nada (?:por|para|pra|com)\\b|\\bnao me pag\\w+|\\bsem patrocinio\\b',
  ],
  [
    'payment',
    '\\bnon mi (?:pagano|hanno pagat[oa]|paga)\\b|\\bnessuno mi (?:paga|ha pagat[oa])\\b|\\bnon e un (?:post|video|contenuto|reel) (?:sponsorizzato|pubblicitario)\\b',
  ],
  [
    'ad',
    '\\b(?:inte|ej) (?:ett |en )?(?:betalt )?(?:samarbete|sponsrat|sponsrad)\\b|#(?:inte|ej)(?:reklam|spons\\w*)|\\bikke (?:et )?(?:samarbejde|sponsoreret)\\b|\\bei ole (?:kaupallinen yhteistyo|mainos)\\b|\\bneni (?:to )?(?:reklama|spoluprace)\\b',
  ],
  [
    'payment',
    '\\bniesponsorowan\\w+|\\bbez (?:zadnej )?wspolpracy\\b|\\bnikt mi (?:za to )?nie (?:placi|zaplacil)\\b',
  ],
  ['payment', '협찬을? ?(?:안 ?받|받지 ?않)|(?:대가|원고료|협찬) ?없이|광고 ?절대 ?아'],
  ['ad', '(?:विज्ञापन|प्रायोजित|पेड|स्पॉन्सर्ड|पेड प्रमोशन) (?:बिल्कुल |तो )?नहीं'],
  [
    'ad',
    `${AR_OPEN}(?:ليس|ليست|مو|مب|مش|ماهو|ما هو) (?:هذا |هذه )?ب?(?:اعلانا?|دعاية|مادة اعلانية)${AR_CLOSE}|#(?:ليس|مو|مب|مش)_?ب?اعلانا?${AR_CLOSE}`,
  ],
  [
    'payment',
    `${AR_OPEN}لم (?:يدفع|تدفع|يدفعوا)(?: لي)?(?: احد| اي احد)?${AR_CLOSE}|${AR_OPEN}(?:محتوى|منشور|اعلان|تقييم|راي|فيديو) (?:غير مدفوع|غير ممول|بدون مقابل|بلا مقابل|دون مقابل)${AR_CLOSE}|#(?:غير|ليس)_?(?:مدفوع|ممول)${AR_CLOSE}`,
  ],
  [
    'ownMoney',
    `${AR_OPEN}اشتريت(?:ه|ها|هم)? (?:كله |كلها )?(?:بنفسي|بفلوسي|بمالي|من (?:مالي|فلوسي|جيبي))|${AR_OPEN}من (?:مالي الخاص|حسابي الخاص|فلوسي)${AR_CLOSE}|#(?:اشتريته|اشتريتها)_?(?:بنفسي|بفلوسي)`,
  ],
];

/** One expression a kind, which is one walk through the text. "Not an #ad" denies as much as "not an ad". */
const COMPILED = (['ad', 'payment', 'ownMoney', 'independent'] as const).map((denial) => {
  const sources = PATTERNS.flatMap(([kind, source]) => (kind === denial ? [`(?:${source})`] : []));
  return [denial, new RegExp(sources.join('|').replace(/ (?![*+?{])/gu, ' #?'), 'gu')] as const;
});
/** "Not just an ad" affirms. */
const AFFIRMING =
  /\b(?:not|nicht|pas|no|non|nao|niet|ikke) (?:just|only|merely|nur|bloss|seulement|juste|solo|soltanto|apenas|so|alleen|maar|bare) /u;

export interface DenialSpan {
  readonly denial: Denial;
  readonly start: number;
  readonly end: number;
}

export function findDenials(folded: string): readonly DenialSpan[] {
  const found: DenialSpan[] = [];
  for (const [denial, pattern] of COMPILED) {
    for (const match of folded.matchAll(pattern)) {
      if (AFFIRMING.test(match[0])) continue;
      found.push({ denial, start: match.index, end: match.index + match[0].length });
    }
  }
  return found;
}
