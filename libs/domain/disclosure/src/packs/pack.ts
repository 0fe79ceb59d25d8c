/**
 * What one jurisdiction asks of a post, from one day on. A pack is data: it holds no code, and a change of
 * law is a new pack beside the old one, so that a report can always be drawn again as of its day.
 */
export const JURISDICTIONS = [
  'US',
  'UK',
  'IE',
  'DE',
  'FR',
  'EU',
  'CA',
  'AU',
  'IN',
  'BR',
  'NL',
  'IT',
  'ES',
  'JP',
  'KR',
  'NO',
  'AE',
] as const;
export type Jurisdiction = (typeof JURISDICTIONS)[number];

export const RELATIONSHIPS = ['paid', 'gifted', 'affiliate', 'employee', 'none'] as const;
export type Relationship = (typeof RELATIONSHIPS)[number];

export const FORMATS = ['feed', 'reel', 'short', 'carousel', 'story', 'video', 'live', 'blog'] as const;
export type Format = (typeof FORMATS)[number];

/** `warn`: the source is unclear or a person should look. `fail`: insufficient or prohibited by the source. */
export type Level = 'warn' | 'fail';
export type Verdict = 'pass' | Level;

/** `secondary`: may stand beside a full label, never for one. */
export type Grade = 'accepted' | 'ambiguous' | 'secondary' | 'refused';

/** What a wording owns up to. A gift is less than a payment; an ad covers everything. */
export type Kind = 'ad' | 'gift' | 'affiliate' | 'employee' | 'contest';

/**
 * `labels` stand apart from the sentence (or as a hashtag), `tags` are hashtags only, `phrases` count anywhere.
 * `{brand}` is a mention or a name, `{words}` up to four words; `(a|b)` are alternatives; `?` after a bracket makes it optional.
 */
export interface WordingGroup {
  readonly grade: Grade;
  readonly kind: Kind;
  /** `any` where the source accepts the wording whatever the post's language. */
  readonly language: string;
  readonly labels?: readonly string[];
  readonly tags?: readonly string[];
  readonly phrases?: readonly string[];
  /** Accepted only with the brand's name, tag or mention beside it; without, a doubt. */
  readonly needsBrand?: boolean;
  /** Accepted in these formats only; in others, a doubt. */
  readonly formats?: readonly Format[];
  /** Accepted as the explanation of an asterisk at the link; without one, a doubt. */
  readonly needsAsterisk?: boolean;
}

export type ClaimName = 'slimmingOrHealth' | 'investmentReturn' | 'cureTestimonial' | 'treatmentRefusal';
export type NoticeName =
  | 'adultsOnly'
  | 'alcoholWarning'
  | 'capitalAtRisk'
  | 'financeRegistration'
  | 'healthQualification'
  | 'gamblingLicence'
  | 'cryptoRegistration'
  | 'retouchedImages'
  | 'virtualImages'
  | 'aiMade'
  | 'notHuman';

export interface MatterRule {
  /** Empty: whatever the category. */
  readonly categories: readonly string[];
  readonly level: Level;
  /** Only when the caption makes this claim. */
  readonly claim?: ClaimName;
  /** Not when the caption carries this notice. */
  readonly unless?: NoticeName;
}

export type Mark = 'retouched' | 'aiFace' | 'aiMade' | 'virtualPerson';

export interface MarkRule {
  readonly mark: Mark;
  readonly level: Level;
  /** A notice in the caption that satisfies the rule; `officialMark` is one on the picture itself. */
  readonly notice: NoticeName | 'officialMark';
}

export interface Placement {
  /** Visible before the fold but not the first thing seen. */
  readonly later: Verdict;
  readonly afterLink: Verdict;
  /** How many hashtags stand together with a label that is one of them. */
  readonly crowd: { readonly warnFrom: number; readonly failFrom: number; readonly evenWhenFirst?: boolean };
  /** A label among the first so many hashtags counts as first; one behind them fails. */
  readonly firstHashtags?: number;
  /** A label that ends a text of so many characters is a doubt though it is seen. */
  readonly lastAfterCharacters?: number;
  /** A doubtful wording that is not even first is refused. */
  readonly doubtMustLead?: boolean;
}

export interface Pack {
  readonly jurisdiction: Jurisdiction;
  /** First day, ISO 8601. */
  readonly validFrom: string;
  /** Counts our own corrections of a pack with the same first day. */
  readonly revision: number;
  /** The audience's languages, best first. */
  readonly languages: readonly string[];
  readonly wordings: readonly WordingGroup[];
  /** What plain words of the shared lexicon are worth where the source names none of them. */
  readonly lexicon: Readonly<Record<Kind, Grade>>;
  /** What "I earn a commission when you buy" is worth, said in a sentence. */
  readonly commission: Grade;
  /** Which language a label may have, and how bad another is. */
  readonly labelLanguage: { readonly may: 'caption' | 'captionOrOwn' | 'own'; readonly else: Level };
  readonly platformTool: 'sufficient' | 'doubtful';
  readonly placement: Placement;
  /** `isPayment`: "unpaid" beside a gift is a denial. `unlabelled`: a gift without any label. */
  readonly gift: { readonly isPayment: boolean; readonly unlabelled: Level };
  /** The caption alone cannot satisfy these formats. */
  readonly spoken: { readonly video: boolean; readonly live: boolean };
  /** Praise with a shop link, or a link to the maker, may be advertising even without a relationship. */
  readonly linkToMakerIsDoubtful: boolean;
  readonly marks: readonly MarkRule[];
  readonly matters: readonly MatterRule[];
  /** The youngest that a creator may be, in years. */
  readonly ages: readonly { readonly categories: readonly string[]; readonly minimum: number }[];
  /** The wording a correction starts with, per language of the caption. */
  readonly best: Readonly<Record<string, string>>;
  readonly bestForGift?: Readonly<Record<string, string>>;
  readonly sources: readonly { readonly title: string; readonly url?: string }[];
}

export function packVersion(pack: Pack): string {
  return `${pack.jurisdiction}@${pack.validFrom}.${pack.revision}`;
}
