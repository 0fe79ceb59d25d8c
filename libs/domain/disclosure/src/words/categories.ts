/** Words that hint at a restricted matter when nobody named the category; a person should look. */
export const CATEGORY_HINTS: Readonly<Record<string, RegExp>> = {
  prescription:
    /\b(botox|ozempic|wegovy|mounjaro|saxenda|semaglutid[eo]?|tirzepatid[eo]?|weight[- ]?loss (jab|injection)s?|skinny jab|abnehmspritze)\b|(?<!\p{L})(?:وال|بال|ال)?(?:اوزمبيك|مونجارو|بوتوكس|حقن التنحيف)(?!\p{L})/u,
  nicotine:
    /\b(vapes?|vaping|e-?cigar(ette|et|illo)s?|e-?zigaretten?|e-?liquids?|snus|nicotine pouches|cigarettes?|iqos|puffs?)\b|(?<!\p{L})(?:وال|بال|ال)?(?:فيب|فيبات|سيجارة|سجائر|شيشة|معسل|ايكوس)(?!\p{L})/u,
  gambling:
    /\b(online[- ]?casinos?|casino en ligne|sportwetten|sports? betting|paris sportifs|free spins|freispiele|betting tips|slots? bonus)\b/,
  crypto: /\b(crypto(s|currency|currencies)?|krypto\w*|bitcoins?|ethereum|memecoins?|altcoins?|airdrops?)\b/,
  trading: /\b(cfds?|binary options?|options binaires|binare optionen|forex signals?|copy[- ]?trading)\b/,
  cosmeticSurgery:
    /\b(rhinoplast(y|ie)|lip fillers?|liposuc+ion|injections? d'acide hyaluronique|augmentation mammaire|brustvergrosserung|bbl surgery)\b/,
  wildAnimals:
    /\b(fennecs?|ouistitis?|marmosets?|capucins?|singes?|monkeys?|tigres?|tigers?|lionceaux?|lion cubs?|servals?|suricates?|makis?|iguanes?|pythons?|loutres?|otters?|renardeaux?)\b/,
  sportsPrediction: /\b(pronos? (payants?|vip)|pronostics? (sportifs?|vip)|abonnement pronos?)\b/,
  counterfeit: /\b(replica (bag|watch|sneaker)s?|1:1 replica|dupes? with logo|contrefacons?|superfakes?)\b/,
};

/** Spellings of campaign forms, most particular first. */
const NAMES: readonly [string, RegExp][] = [
  ['therapeuticAbstention', /abstention/],
  ['therapeutic', /^therap/],
  ['prescription', /^pom$|prescri|weightlossinjection|botox/],
  ['nicotine', /nicotin|tobac|vap(e|ing)|cig/],
  ['sportsPrediction', /predict|prono|tipster|bettingtip/],
  ['gambling', /gambl|betting|casino|lotter/],
  ['cosmeticSurgery', /surg|aestheticmed/],
  ['wildAnimals', /(wild|exotic|nondomestic).*(animal|pet)/],
  ['trading', /cfd|binary|forex|^trading/],
  ['crypto', /crypto|nft/],
  ['counterfeit', /counterfeit|replica/],
  ['alcohol', /alcohol|wine|beer|spirits|liquor/],
  ['finance', /financ|invest|stocks/],
  ['beauty', /beaut|cosmetic|skincare|aesthetic/],
  ['health', /health|medical/],
];

/** One spelling per category, whatever the campaign form called it. */
export function categoryName(given: string): string {
  const key = given.toLowerCase().replace(/[^a-z]/g, '');
  return NAMES.find(([, pattern]) => pattern.test(key))?.[0] ?? key;
}

const NARROWER: Readonly<Record<string, readonly string[]>> = {
  finance: ['trading', 'crypto'],
  health: ['prescription', 'cosmeticSurgery'],
  therapeutic: ['prescription'],
  beauty: ['cosmeticSurgery', 'prescription'],
  gambling: ['sportsPrediction'],
  animals: ['wildAnimals'],
  pets: ['wildAnimals'],
};

/** What was named, and the stricter matters in it that the text speaks of: "finance" with CFDs is trading too. */
export function matterOf(name: string, folded: string): ReadonlySet<string> {
  return new Set([
    name,
    ...(NARROWER[name] ?? []).filter((narrower) => CATEGORY_HINTS[narrower]?.test(folded)),
  ]);
}
