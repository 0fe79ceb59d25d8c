import { lookupKey } from './text.js';

/** ISO 3166-1: alpha-2 and alpha-3 of every country, and XK, which the trade uses for Kosovo. */
const CODES =
  'AD:AND AE:ARE AF:AFG AG:ATG AI:AIA AL:ALB AM:ARM AO:AGO AQ:ATA AR:ARG AS:ASM AT:AUT AU:AUS AW:ABW AX:ALA AZ:AZE ' +
  'BA:BIH BB:BRB BD:BGD BE:BEL BF:BFA BG:BGR BH:BHR BI:BDI BJ:BEN BL:BLM BM:BMU BN:BRN BO:BOL BQ:BES BR:BRA BS:BHS ' +
  'BT:BTN BV:BVT BW:BWA BY:BLR BZ:BLZ CA:CAN CC:CCK CD:COD CF:CAF CG:COG CH:CHE CI:CIV CK:COK CL:CHL CM:CMR CN:CHN ' +
  'CO:COL CR:CRI CU:CUB CV:CPV CW:CUW CX:CXR CY:CYP CZ:CZE DE:DEU DJ:DJI DK:DNK DM:DMA DO:DOM DZ:DZA EC:ECU EE:EST ' +
  'EG:EGY EH:ESH ER:ERI ES:ESP ET:ETH FI:FIN FJ:FJI FK:FLK FM:FSM FO:FRO FR:FRA GA:GAB GB:GBR GD:GRD GE:GEO GF:GUF ' +
  'GG:GGY GH:GHA GI:GIB GL:GRL GM:GMB GN:GIN GP:GLP GQ:GNQ GR:GRC GS:SGS GT:GTM GU:GUM GW:GNB GY:GUY HK:HKG HM:HMD ' +
  'HN:HND HR:HRV HT:HTI HU:HUN ID:IDN IE:IRL IL:ISR IM:IMN IN:IND IO:IOT IQ:IRQ IR:IRN IS:ISL IT:ITA JE:JEY JM:JAM ' +
  'JO:JOR JP:JPN KE:KEN KG:KGZ KH:KHM KI:KIR KM:COM KN:KNA KP:PRK KR:KOR KW:KWT KY:CYM KZ:KAZ LA:LAO LB:LBN LC:LCA ' +
  'LI:LIE LK:LKA LR:LBR LS:LSO LT:LTU LU:LUX LV:LVA LY:LBY MA:MAR MC:MCO MD:MDA ME:MNE MF:MAF MG:MDG MH:MHL MK:MKD ' +
  'ML:MLI MM:MMR MN:MNG MO:MAC MP:MNP MQ:MTQ MR:MRT MS:MSR MT:MLT MU:MUS MV:MDV MW:MWI MX:MEX MY:MYS MZ:MOZ NA:NAM ' +
  'NC:NCL NE:NER NF:NFK NG:NGA NI:NIC NL:NLD NO:NOR NP:NPL NR:NRU NU:NIU NZ:NZL OM:OMN PA:PAN PE:PER PF:PYF PG:PNG ' +
  'PH:PHL PK:PAK PL:POL PM:SPM PN:PCN PR:PRI PS:PSE PT:PRT PW:PLW PY:PRY QA:QAT RE:REU RO:ROU RS:SRB RU:RUS RW:RWA ' +
  'SA:SAU SB:SLB SC:SYC SD:SDN SE:SWE SG:SGP SH:SHN SI:SVN SJ:SJM SK:SVK SL:SLE SM:SMR SN:SEN SO:SOM SR:SUR SS:SSD ' +
  'ST:STP SV:SLV SX:SXM SY:SYR SZ:SWZ TC:TCA TD:TCD TF:ATF TG:TGO TH:THA TJ:TJK TK:TKL TL:TLS TM:TKM TN:TUN TO:TON ' +
  'TR:TUR TT:TTO TV:TUV TW:TWN TZ:TZA UA:UKR UG:UGA UM:UMI US:USA UY:URY UZ:UZB VA:VAT VC:VCT VE:VEN VG:VGB VI:VIR ' +
  'VN:VNM VU:VUT WF:WLF WS:WSM XK:XKX YE:YEM YT:MYT ZA:ZAF ZM:ZMB ZW:ZWE';

/** Languages in which a list may name its countries. */
const NAME_LOCALES = [
  'en',
  'de',
  'es',
  'fr',
  'pt',
  'it',
  'nl',
  'pl',
  'tr',
  'ru',
  'uk',
  'ar',
  'fa',
  'hi',
  'id',
  'vi',
  'th',
  'ja',
  'ko',
  'zh',
  'zh-Hant',
  'sv',
  'da',
  'nb',
  'fi',
  'cs',
  'ro',
  'hu',
  'el',
  'he',
];

/** Names in daily use that are nobody's display name. */
const ALIASES: Readonly<Record<string, string>> = {
  usa: 'US',
  'u s a': 'US',
  'u s': 'US',
  us: 'US',
  'united states of america': 'US',
  america: 'US',
  'etats unis d amerique': 'US',
  eeuu: 'US',
  'ee uu': 'US',
  'e e u u': 'US',
  eua: 'US',
  'estados unidos de america': 'US',
  'vereinigte staaten von amerika': 'US',
  uk: 'GB',
  'u k': 'GB',
  'great britain': 'GB',
  britain: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  grossbritannien: 'GB',
  inglaterra: 'GB',
  angleterre: 'GB',
  'gran bretana': 'GB',
  'gra bretanha': 'GB',
  'grande bretagne': 'GB',
  'united kingdom of great britain and northern ireland': 'GB',
  uae: 'AE',
  'u a e': 'AE',
  emirates: 'AE',
  eau: 'AE',
  vae: 'AE',
  dubai: 'AE',
  ksa: 'SA',
  السعودية: 'SA',
  المملكة: 'SA',
  امارات: 'AE',
  الامارات: 'AE',
  korea: 'KR',
  'republic of korea': 'KR',
  'korea republic of': 'KR',
  'korea south': 'KR',
  'south korea': 'KR',
  's korea': 'KR',
  'north korea': 'KP',
  'korea democratic people s republic of': 'KP',
  'democratic people s republic of korea': 'KP',
  'russian federation': 'RU',
  'czech republic': 'CZ',
  czechia: 'CZ',
  turkey: 'TR',
  turkiye: 'TR',
  turkei: 'TR',
  'viet nam': 'VN',
  'ivory coast': 'CI',
  'cote d ivoire': 'CI',
  elfenbeinkuste: 'CI',
  holland: 'NL',
  holanda: 'NL',
  'pays bas': 'NL',
  'the netherlands': 'NL',
  swaziland: 'SZ',
  burma: 'MM',
  macedonia: 'MK',
  'north macedonia': 'MK',
  'cape verde': 'CV',
  'congo kinshasa': 'CD',
  'dr congo': 'CD',
  drc: 'CD',
  'democratic republic of the congo': 'CD',
  'congo democratic republic of the': 'CD',
  'congo brazzaville': 'CG',
  congo: 'CG',
  'republic of the congo': 'CG',
  palestine: 'PS',
  'state of palestine': 'PS',
  'palestinian territory': 'PS',
  'iran islamic republic of': 'IR',
  'islamic republic of iran': 'IR',
  'bolivia plurinational state of': 'BO',
  'venezuela bolivarian republic of': 'VE',
  'tanzania united republic of': 'TZ',
  'united republic of tanzania': 'TZ',
  'syrian arab republic': 'SY',
  'lao people s democratic republic': 'LA',
  laos: 'LA',
  'moldova republic of': 'MD',
  'republic of moldova': 'MD',
  'brunei darussalam': 'BN',
  'hong kong': 'HK',
  'hong kong sar': 'HK',
  'hong kong sar china': 'HK',
  macau: 'MO',
  macao: 'MO',
  taiwan: 'TW',
  'taiwan province of china': 'TW',
  'republic of china': 'TW',
  'people s republic of china': 'CN',
  prc: 'CN',
  'mainland china': 'CN',
  kosovo: 'XK',
  'east timor': 'TL',
  vatican: 'VA',
  'holy see': 'VA',
  'the bahamas': 'BS',
  bahamas: 'BS',
  'the gambia': 'GM',
  'the philippines': 'PH',
  'republic of ireland': 'IE',
  eire: 'IE',
  brd: 'DE',
  schweiz: 'CH',
  trinidad: 'TT',
  bosnia: 'BA',
  'virgin islands british': 'VG',
  'virgin islands u s': 'VI',
  'us virgin islands': 'VI',
  'saint vincent': 'VC',
  'micronesia federated states of': 'FM',
  reunion: 'RE',
  curacao: 'CW',
};

let names: Map<string, string> | null = null;
let codes: Map<string, string> | null = null;

function nameTable(): Map<string, string> {
  if (names) return names;
  const table = new Map<string, string>();
  for (const locale of NAME_LOCALES) {
    for (const style of ['long', 'short'] as const) {
      const display = new Intl.DisplayNames([locale], { type: 'region', style, fallback: 'none' });
      for (const alpha2 of codeTable().values()) {
        const name = display.of(alpha2);
        const key = name === undefined ? '' : lookupKey(name);
        if (key !== '' && !table.has(key)) table.set(key, alpha2);
      }
    }
  }
  for (const [alias, alpha2] of Object.entries(ALIASES)) table.set(lookupKey(alias), alpha2);
  return (names = table);
}

function codeTable(): Map<string, string> {
  if (codes) return codes;
  const table = new Map<string, string>();
  for (const pair of CODES.split(' ')) {
    const [alpha2, alpha3] = pair.split(':') as [string, string];
    table.set(alpha2, alpha2).set(alpha3, alpha2);
  }
  return (codes = table);
}

function flagCode(text: string): string | null {
  const flag = /([\u{1F1E6}-\u{1F1FF}])([\u{1F1E6}-\u{1F1FF}])/u.exec(text);
  if (!flag) return null;
  const letters = [flag[1]!, flag[2]!].map((sign) =>
    String.fromCharCode(sign.codePointAt(0)! - 0x1f1e6 + 65),
  );
  return codeTable().get(letters.join('')) ?? null;
}

/** ISO alpha-2 of a country written as a name in any of thirty languages; null for a mere code or anything else. */
export function countryNamed(text: string): string | null {
  const key = lookupKey(text);
  if (key.length < 2) return flagCode(text);
  const table = nameTable();
  return table.get(key) ?? table.get(key.replace(/^the /, '')) ?? flagCode(text);
}

/** ISO alpha-2 of a code: `DE`, `DEU`. Only capitals, and `UK`. */
export function countryCoded(text: string): string | null {
  return text === 'UK' ? 'GB' : (codeTable().get(text) ?? null);
}

/** ISO alpha-2 of a name, a code or a flag; of `Paris, France` the last part. Null where none is certain. */
export function countryOf(text: string): string | null {
  const found =
    countryCoded(text) ??
    countryNamed(text) ??
    (/^[a-z]{2,3}$/.test(text) ? countryCoded(text.toUpperCase()) : null);
  if (found !== null) return found;
  const comma = text.lastIndexOf(',');
  if (comma < 0) return null;
  const last = text.slice(comma + 1).trim();
  return countryNamed(last) ?? (last.length === 3 ? countryCoded(last) : null);
}
