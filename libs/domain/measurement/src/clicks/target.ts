import { digest } from '#platform/kernel';

/** A tracked link as the redirect needs it. */
export interface LiveLink {
  readonly id: string;
  readonly campaignId: string;
  readonly targetUrl: string;
  readonly ended: boolean;
  readonly activeFrom: Date | null;
  readonly activeTo: Date | null;
  /** What the brand's own statistics know a visit by: `utm_…`. */
  readonly parameters: Readonly<Record<string, string>>;
}

type Query = Readonly<Record<string, unknown>>;

/**
 * Where a click leads: the target with its own parameters first, then those `utm_…` that the visited address
 * brought, then the link's. Null where the target is not a web address.
 */
export function targetOf(link: LiveLink, query: Query = {}): string | null {
  if (!URL.canParse(link.targetUrl)) return null;
  const url = new URL(link.targetUrl);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  const brought = Object.entries(query).filter(
    (entry): entry is [string, string] => /^utm_[a-z_]{1,20}$/.test(entry[0]) && isShortText(entry[1]),
  );
  for (const [name, value] of [...brought, ...Object.entries(link.parameters)]) {
    if (!url.searchParams.has(name)) url.searchParams.append(name, value);
  }
  return url.href;
}

/** What marks a visit of one's own people: it leads on like any other and is never counted. */
export function tryMark(linkId: string): string {
  return digest(`try ${linkId}`).slice(0, 12);
}

function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 200;
}

/** `Winter trails 2026` → `winter-trails-2026`, as statistics programs like it. */
export function campaignWord(name: string): string {
  const word = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return word.slice(0, 60) || 'campaign';
}
