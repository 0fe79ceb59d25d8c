import type { RosterField } from './fields.js';
import { fieldOfWord, mendedWords } from './header-vocabulary.js';
import { plainWords } from './text.js';

/** What a header's words say it holds; `certainty` is how sure the words alone are. */
export interface HeaderReading {
  readonly field: RosterField;
  readonly certainty: number;
  /** `otherMeasure`: a column that is understood and has no place in a profile. */
  readonly why: 'words' | 'otherMeasure';
}

/** A header in plain words: accents, case, punctuation and camel case gone, slips of the keyboard mended. */
export function headerKey(header: string): string {
  const spelt = header
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[øØ⌀]/g, ' avg ')
    .replace(/%/g, ' pct ')
    .replace(/#/g, ' no ')
    .replace(/^\s*@|@\s*$/g, ' handle ');
  return mendedWords(plainWords(spelt));
}

const AVERAGE =
  /\b(avg|average|mean|median|durchschn\w*|mittel\w*|schnitt|promedio|medio|media(?! count| posted| uploaded)|medias|medios|moyen\w*|moy|prom|typical|per post|pro post|pro beitrag|par post|por post|por publicaci\w+)\b/;
const TOTAL =
  /\b(total|totals|gesamt\w*|insgesamt|summe|sum|totales|totais|totaux|totale|overall|lifetime|all time|cumul\w*)\b/;
const RATE =
  /\b(rate|quote|ratio|tasa|taux|taxa|pct|percent|prozent|porcentaje|percentage|pourcentage|porcentagem|tasso)\b/;
const ENGAGEMENT =
  /\b(eng|engage|engagement|engagements|engagment|interaction|interactions|interaktion|interaktionen|interaccion|interacciones|interacao|interacoes|engajamento|coinvolgimento)\b/;
const LIKES = /\b(like|likes|gefallt|me gusta|j aime|jaime|curtidas?|gostos?|hearts?|mi piace)\b/;
const VIEWS =
  /\b(views?|viewers|visits?|plays?|aufrufe|ansichten|videoaufrufe|visualizaciones|vistas|reproducciones|vues|visualizac\w+|visualizzazioni|impressions?)\b/;
const COMMENTS = /\b(comments?|kommentare?|comentarios?|commentaires?|commenti)\b/;
const SHARES =
  /\b(shares?|geteilt|teilungen|compartidos?|compartidas|compartilhamentos?|partages?|reposts?|retweets?|condivisioni)\b/;
const FOLLOWERS =
  /\b(followers?|folowers?|subscribers?|subscriber count|subs|fans|fan count|abonnenten\w*|abonnentinnen|followerzahl|followeranzahl|seguidor\w*|suscriptor\w*|abonnes?|inscritos?|takipci|follower innen|audience size|reichweite follower|подписчик\w*|iscritti)\b|подписчик|متابع|フォロワー|粉丝|팔로워/;
const POSTS =
  /\b(posts?|uploads?|media count|video uploads?|beitrage|beitragsanzahl|publicaciones|publications|publicacoes|postagens|videos?|video count|num posts|posteos)\b/;

/** Measured, but no part of a profile: growth, earnings, places of other measures, facts about a country. */
const OTHER_MEASURE =
  /\b(last \d+ days|letzte \d+ tage|30 days|30 tage|(?:last|latest|first|letzter?|ultima|ultimo) (?:posts?|uploads?|videos?|beitrag|active|seen|update|updated|publicacion)|start(?:ed)?|since|seit|website|web site|homepage|blog|external urls?|external links?|bio links?|growth|wachstum|crecimiento|croissance|crescimento|change|delta|gained|earnings?|income|ingresos|verdienst|einnahmen|revenus?|receita|price|preis|precio|prix|preco|cost|cpm|unemployment|population|urban|latitude|longitude|enrollment|enrolment|created|joined|date|datum|fecha|grade|authentic|authenticity|peak|highest|most (?:liked|viewed|recent|popular)|top post|boost|fake|quality|credibility|credibilidad|following|followings|gefolgt|siguiendo|seguindo|abonnements|percentile|reach|reichweite|saves|saved|verified|verifiziert|verificado|bio|biography|notes?|notiz|notizen|comment on)\b/;

type Rule = readonly [RosterField, RegExp, number];

const NAME_RULES: readonly Rule[] = [
  [
    'rank',
    /^(rank|ranks|ranking|rang|rangliste|position|pos|platz|platzierung|puesto|posicao|posicion|classement|no|nr|num|number|s no|sno|sr no|serial|serial no|index|lfd nr|idx|overall rank|global rank|row)$/,
    0.95,
  ],
  ['handle', /\b(custom|vanity) url\b/, 0.95],
  ['email', /\b(e mail|email|emails|mail|correo|courriel|e mails|mailadresse)\b/, 0.95],
  [
    'phone',
    /\b(phone|telefon|telefono|telefone|telephone|tel|mobile|handy|movil|celular|telemovel|portable|whatsapp|telefonnummer|rufnummer)\b/,
    0.9,
  ],
  ['profileUrl', /\b(url|urls|link|links|enlace|lien|profillink|weblink|permalink|href)\b/, 0.9],
  [
    'platform',
    /\b(platform|plattform|plataforma|plateforme|piattaforma|network|netzwerk|red social|reseau|rede social|social media)\b/,
    0.9,
  ],
  ['gender', /^(gender|sex|geschlecht|genero|sexo|sexe|sesso)$/, 0.9],
  [
    'language',
    /\b(language|languages|lang|sprache|sprachen|idioma|idiomas|langue|langues|lingua|linguagem)\b/,
    0.9,
  ],
  ['city', /\b(city|town|stadt|wohnort|ort|ciudad|ville|cidade|citta)\b/, 0.9],
  [
    'country',
    /\b(country|countries|land|pais|pays|nation|nationality|nationalitat|herkunftsland|paese|страна|audience country|country code|location|standort|ubicacion|localisation|localizacao|market|markt|mercado)\b|国家|国|البلد/,
    0.9,
  ],
  [
    'category',
    /\b(category|categories|niche|niches|topic|topics|genre|genres|kategorie|kategorien|thema|themen|categoria|categorias|categorie|thematique|vertical|nische|nicho|nichos|tema|temas|rubrik|interests?|tags?|channel type|branche)\b/,
    0.85,
  ],
  [
    'influenceScore',
    /\b(influence|influencer|einfluss|influencia|social) (score|index|indice|punkte|puntuacion|pontuacao|wert)\b|\beinflusswert\b/,
    0.95,
  ],
  [
    'handle',
    /\b(handle|handles|username|user name|usernames|userid|user id|screen name|benutzername|nutzername|accountname|account name|nombre de usuario|usuario|nom d utilisateur|utilisateur|nome de usuario|nome de utilizador|pseudo|login|kanalhandle|unique id)\b|^(account|users?|konto|cuenta|compte|conta|profile|profil|perfil)$/,
    0.9,
  ],
  [
    'handle',
    /^(instagram|insta|ig|tik ?tok|tt|you ?tube|yt|twitter|x|twitch|channel info|instagram account|tiktok account|youtube channel|instagram profil\w*|channel|kanal|canal|chaine|channel id|nick|nickname)$/,
    0.7,
  ],
  [
    'handle',
    /^(instagram|insta|ig|tik ?tok|tik ?toker|twitter|twitch)( ?er)? (name|insta name|nombre|nom|nome)$/,
    0.6,
  ],
  [
    'displayName',
    /\b(full name|display name|real name|vollstandiger name|anzeigename|klarname|nombre completo|nom complet|nome completo|creator name|influencer name|channel name|channel title|kanalname|youtuber name|artist name|nombre del canal|nom de la chaine|nome do canal)\b/,
    0.85,
  ],
  [
    'displayName',
    /^(name|names|nombre|nom|nome|creator|creators|influencer|influencers|youtuber|youtubers|tiktoker|streamer|blogger|artist|talent|title|person|vorname und nachname|creador|createur|criador)$/,
    0.7,
  ],
  ['influenceScore', /^score$|\bscore\b/, 0.5],
  ['displayName', /\b(name|nombre|nom|nome)\b/, 0.5],
];

function metric(key: string): HeaderReading | null {
  const found = (field: RosterField, certainty: number): HeaderReading => ({
    field,
    certainty,
    why: 'words',
  });
  const average = AVERAGE.test(key);
  const total = TOTAL.test(key);
  if (/\bnew post\b|\bneue[rn]? (post|beitrag)/.test(key) && LIKES.test(key))
    return found('newPostAvgLikes', 0.95);
  if (/^(er|e r|eng rate|engagementrate|interaktionsrate|engagementquote|er pct)$/.test(key))
    return found('engagementRate', 0.95);
  if (ENGAGEMENT.test(key)) {
    if (RATE.test(key) || /\bengagementrate|interaktionsrate\b/.test(key))
      return found('engagementRate', 0.95);
    return average ? found('avgEngagements', 0.8) : found('engagementRate', 0.5);
  }
  if (/\b(engagement|interaktions)(rate|quote)\b/.test(key)) return found('engagementRate', 0.95);
  if (RATE.test(key)) return null;
  const of = (pattern: RegExp, averageField: RosterField, totalField: RosterField): HeaderReading | null => {
    if (!pattern.test(key)) return null;
    if (average) return found(averageField, 0.95);
    return total ? found(totalField, 0.95) : found(averageField, 0.55);
  };
  if (LIKES.test(key)) return of(LIKES, 'avgLikes', 'totalLikes');
  if (COMMENTS.test(key)) return total ? found('ignore', 0.7) : found('avgComments', average ? 0.95 : 0.6);
  if (SHARES.test(key)) return total ? found('ignore', 0.7) : found('avgShares', average ? 0.95 : 0.6);
  if (VIEWS.test(key)) return of(VIEWS, 'avgViews', 'totalViews');
  if (FOLLOWERS.test(key)) return found('followers', 0.95);
  if (POSTS.test(key) && !average) return found('posts', 0.9);
  return null;
}

const PLATFORM_WORDS =
  /\b(instagram|insta|ig|tik ?tok|tt|you ?tube|yt|twitter|x|facebook|fb|twitch|threads|linked ?in|snapchat|pinterest)\b/g;

/** Reads a header's words in English, German, Spanish, French, Portuguese and what else people keep lists in; null when they say nothing. */
export function readHeader(header: string): HeaderReading | null {
  const key = headerKey(header);
  const read = readKey(key) ?? readKey(headerKey(header.replace(/[([（].*$/su, '')));
  return read ?? readKey(withoutPlatform(key));
}

/** A header's key without the names of platforms in it. */
export function withoutPlatform(key: string): string {
  return key.replace(PLATFORM_WORDS, ' ').replace(/ +/g, ' ').trim();
}

function readKey(key: string): HeaderReading | null {
  if (key === '') return null;
  const word = fieldOfWord(key);
  if (word) return { field: word, certainty: 0.9, why: 'words' };
  const other: HeaderReading = { field: 'ignore', certainty: 0.8, why: 'otherMeasure' };
  const rank = NAME_RULES[0]![1];
  if (rank.test(key)) return { field: 'rank', certainty: 0.95, why: 'words' };
  if (/\brank(ing)?\b/.test(key) || OTHER_MEASURE.test(key)) return other;
  for (const [field, pattern, certainty] of NAME_RULES) {
    if (certainty >= 0.95 && pattern.test(key)) return { field, certainty, why: 'words' };
  }
  const measured = metric(key);
  if (measured && measured.certainty >= 0.8) return measured;
  for (const [field, pattern, certainty] of NAME_RULES) {
    if (pattern.test(key)) return { field, certainty, why: 'words' };
  }
  return measured;
}
