import { jurisdictionOf } from './packs/index.js';
import type { Format, Jurisdiction } from './packs/pack.js';
import type { DisclosureInput, DisclosureReport } from './schemas.js';
import { RULE_CODES } from './rules.js';
import type { DisclosureView } from './disclosure.dto.js';

/** A piece of content as campaigns know it. */
export interface JudgedPiece {
  readonly caption: string;
  readonly platform: string;
  readonly format: string;
  readonly paidPartnershipLabel: boolean;
  /** ISO 3166 codes; each brings its rules besides the label's own. */
  readonly markets: readonly string[];
  readonly brand: {
    readonly name: string;
    readonly handles: readonly string[];
    readonly tags: readonly string[];
  };
}

const FORMAT_OF: Readonly<Record<string, Format>> = {
  feed: 'feed',
  post: 'feed',
  reel: 'reel',
  story: 'story',
  video: 'video',
  short: 'short',
  live: 'live',
  article: 'blog',
  episode: 'blog',
};

/** The rules of the campaign's markets and the label's own; where no market has any, the Union's common ones. */
export function jurisdictionsFor(markets: readonly string[], configured: readonly string[]): Jurisdiction[] {
  const found = [...markets, ...configured].map(jurisdictionOf).filter((one) => one !== null);
  return found.length > 0 ? [...new Set(found)] : ['EU'];
}

/** What the database cannot hold gives way to a sign of the same length, so that offsets stay. */
function storable(caption: string): string {
  return caption.toWellFormed().replaceAll('\0', '\ufffd');
}

/** What the judge is asked about paid work; `raise` names the rules that the label takes more seriously. */
export function questionOf(
  piece: JudgedPiece,
  jurisdictions: Jurisdiction[],
  raise: readonly string[],
  at: Date,
): DisclosureInput {
  const bare = (list: readonly string[]) =>
    list.map((one) => one.replace(/^[@#]/u, '')).filter((one) => one !== '');
  return {
    jurisdictions,
    platform: piece.platform,
    format: FORMAT_OF[piece.format] ?? 'feed',
    relationship: 'paid',
    paidPartnershipLabel: piece.paidPartnershipLabel,
    caption: storable(piece.caption),
    brand: { name: piece.brand.name, handles: bare(piece.brand.handles), tags: bare(piece.brand.tags) },
    at: at.toISOString(),
    raise: RULE_CODES.filter((rule) => raise.includes(rule)),
  };
}

type Say = (rule: string, params: Readonly<Record<string, string | number>>) => string;

/** The report for people; `say` speaks the label's language. */
export function viewOf(report: DisclosureReport, caption: string, say: Say): DisclosureView {
  return {
    verdict: report.verdict,
    findings: report.findings.map(({ rule, jurisdiction, level, where, saysParams }) => ({
      rule,
      jurisdiction,
      level,
      where,
      says: say(rule, saysParams),
    })),
    spots: spotsOf(report, caption),
    fix: report.findings.find(({ fix }) => fix !== null)?.fix ?? null,
    packs: report.packs,
    judgedOn: report.at,
  };
}

/** Cuts the caption where findings begin and end; where several overlap, the worst one colours the piece. */
function spotsOf({ findings }: DisclosureReport, caption: string): DisclosureView['spots'] {
  const marks = findings.filter(({ where }) => where[1] > where[0]);
  const cuts = [...new Set([0, caption.length, ...marks.flatMap(({ where }) => where)])]
    .filter((cut) => cut <= caption.length)
    .sort((a, b) => a - b);
  const spots: DisclosureView['spots'] = [];
  for (const [index, start] of cuts.entries()) {
    const end = cuts[index + 1];
    if (end === undefined) break;
    const over = marks.filter(({ where }) => where[0] <= start && where[1] >= end);
    const level = over.some((one) => one.level === 'fail') ? 'fail' : over.length > 0 ? 'warn' : null;
    spots.push({ text: caption.slice(start, end), level });
  }
  return spots;
}
