import { createMongoAbility, type MongoAbility, type MongoQuery } from '@casl/ability';
import { type Actor, currentActor, forbidden, unauthenticated } from '#platform/kernel';
import { type Action, GRANTS, type Subject } from './table.js';

export type Ability = MongoAbility<[Action, Subject | object]>;

/** Subjects that a member sees whoever they belong to: the label's shared roster. */
const SHARED: readonly Subject[] = ['Influencer', 'Account', 'Price', 'Net'];

type Condition = MongoQuery;

/** The rows that the actor's kind may meet: the party wall, as CASL conditions on the row's party fields. */
function partyOf(actor: Actor, subject: Subject): Condition | undefined {
  if (actor.kind === 'staff' || actor.kind === 'system') return undefined;
  if (actor.kind === 'member') {
    if (SHARED.includes(subject)) return undefined;
    const party: Record<string, object> = { organizationId: { $in: actor.partyIds } };
    if (actor.campaignId) party['campaignId'] = { $eq: actor.campaignId };
    return party as Condition;
  }
  if (subject === 'Account') return undefined;
  return { influencerId: { $in: actor.partyIds } };
}

/** The same rights come with each request of a person: those met last are kept, and not built again. */
const KEPT = 2_000;
const cache = new Map<string, Ability>();

/** What this actor may do; it follows from role and parties alone. */
export function abilityOf(actor: Actor): Ability {
  const key = `${actor.kind} ${actor.role} ${actor.campaignId ?? ''} ${actor.partyIds.join()}`;
  let ability = cache.get(key);
  if (!ability) {
    ability = createMongoAbility<Ability>(
      Object.entries(GRANTS[actor.role]).map(([subject, actions]) => {
        const conditions = partyOf(actor, subject as Subject);
        return { action: [...actions], subject: subject as Subject, ...(conditions && { conditions }) };
      }),
    );
    if (cache.size >= KEPT) cache.delete(cache.keys().next().value ?? '');
    cache.set(key, ability);
  }
  return ability;
}

/** Whether the current actor's role has this action at all; rows are `accessible`'s matter. */
export function may(action: Action, subject: Subject): boolean {
  return (GRANTS[currentActor().role][subject] ?? []).includes(action);
}

/** Refuses what the current actor's role does not include. */
export function authorize(action: Action, subject: Subject): void {
  if (may(action, subject)) return;
  throw currentActor().kind === 'anonymous'
    ? unauthenticated()
    : forbidden('not_allowed', { action, subject });
}
