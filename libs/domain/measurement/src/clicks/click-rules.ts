/** Why a click does not count; in the order in which they are asked. */
export const CLICK_REASONS = [
  'bot',
  'prefetch',
  'ended_link',
  'outside_dates',
  'own_staff',
  'data_centre_burst',
  'repeat',
] as const;
export type ClickReason = (typeof CLICK_REASONS)[number];

/** What was seen of a click: all that a decision rests on, and no address. */
export interface ClickFacts {
  readonly method: 'GET' | 'HEAD';
  /** The agent is a known one, or does not say what it is. */
  readonly bot: boolean;
  readonly prefetch: boolean;
  /** The link had ended. */
  readonly ended: boolean;
  /** Before the link's first moment or after its last. */
  readonly outside: boolean;
  /** Opened by the label's, the brand's or the influencer's own people, to try it. */
  readonly own: boolean;
  /** Clicks on this link from the same network within the last minute, this one included. */
  readonly networkPerMinute: number;
  /** The same visitor's click on this link before this one, also of the day before. */
  readonly previousId: string | null;
}

export interface ClickRules {
  readonly version: number;
  readonly repeatWindowSeconds: number;
  readonly burstPerMinute: number;
  /** A HEAD is a machine asking what is there. */
  readonly headIsBot: boolean;
}

export const CLICK_RULES_VERSION = 1;

/** Every version that was ever in force; a decision of the past is explained by its own. */
export const CLICK_RULES: Readonly<Record<number, ClickRules>> = {
  1: { version: 1, repeatWindowSeconds: 86_400, burstPerMinute: 100, headIsBot: true },
};

export function rulesOf(version: number): ClickRules {
  const rules = CLICK_RULES[version];
  if (!rules) throw new Error(`there are no click rules of version ${version}`);
  return rules;
}

/** `countedAt` is when this visitor was last counted on this link. Null means that the click is valid. */
export function decide(
  facts: ClickFacts,
  at: Date,
  countedAt: Date | null,
  rules: ClickRules,
): ClickReason | null {
  if (facts.bot || (rules.headIsBot && facts.method === 'HEAD')) return 'bot';
  if (facts.prefetch) return 'prefetch';
  if (facts.ended) return 'ended_link';
  if (facts.outside) return 'outside_dates';
  if (facts.own) return 'own_staff';
  if (facts.networkPerMinute > rules.burstPerMinute) return 'data_centre_burst';
  if (countedAt && at.getTime() - countedAt.getTime() < rules.repeatWindowSeconds * 1000) return 'repeat';
  return null;
}

export interface StoredClick {
  readonly id: string;
  readonly at: Date;
  readonly facts: ClickFacts;
}

export interface Decision {
  readonly id: string;
  readonly reason: ClickReason | null;
}

/**
 * The same clicks under other rules, in the order given. A visitor's clicks form a chain by `previousId`, so that
 * windows come out right without knowing who anybody was; under the rules of the day it repeats what was decided.
 */
export function replay(clicks: readonly StoredClick[], rules: ClickRules): Decision[] {
  const byId = new Map(clicks.map((click) => [click.id, click]));
  const decided = new Map<string, { reason: ClickReason | null; countedAt: Date | null }>();
  for (const click of clicks) {
    const chain: StoredClick[] = [];
    for (let at: StoredClick | undefined = click; at && !decided.has(at.id);) {
      chain.push(at);
      at = at.facts.previousId === null ? undefined : byId.get(at.facts.previousId);
    }
    for (const { id, at, facts } of chain.reverse()) {
      const before = facts.previousId === null ? null : (decided.get(facts.previousId)?.countedAt ?? null);
      const reason = decide(facts, at, before, rules);
      decided.set(id, { reason, countedAt: reason === null ? at : before });
    }
  }
  return clicks.map(({ id }) => ({ id, reason: decided.get(id)?.reason ?? null }));
}
