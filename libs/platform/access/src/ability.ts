import { createMongoAbility, type MongoAbility, type MongoQuery } from '@casl/ability';
import { type Actor, currentActor, forbidden, type Role, unauthenticated } from '#platform/kernel';
import { type Action, ACTING, ACTIONS, GRANTS, type Grants, type Subject, SUBJECTS } from './table.js';

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

const whileActing = new Map<Role, Grants>();

/** What the actor's role includes; for staff who act for somebody, what `ACTING` leaves of it. */
export function grantsOf({ role, by }: Pick<Actor, 'role' | 'by'>): Grants {
  if (!by) return GRANTS[role];
  let left = whileActing.get(role);
  if (!left) {
    const of = (grants: Grants, subject: Subject) => grants[subject] ?? [];
    left = Object.fromEntries(
      SUBJECTS.map((subject) => [
        subject,
        ACTIONS.filter(
          (action) => of(GRANTS[role], subject).includes(action) && of(ACTING, subject).includes(action),
        ),
      ]),
    );
    whileActing.set(role, left);
  }
  return left;
}

/** The same rights come with each request of a person: those met last are kept, and not built again. */
const KEPT = 2_000;
const cache = new Map<string, Ability>();

/** What this actor may do; it follows from role and parties, and whether others act for them, alone. */
export function abilityOf(actor: Actor): Ability {
  const key = `${actor.kind} ${actor.role} ${actor.campaignId ?? ''} ${actor.by ? 'acting' : ''} ${actor.partyIds.join()}`;
  let ability = cache.get(key);
  if (!ability) {
    ability = createMongoAbility<Ability>(
      Object.entries(grantsOf(actor)).map(([subject, actions]) => {
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
  return (grantsOf(currentActor())[subject] ?? []).includes(action);
}

/** Refuses what the current actor's role does not include. */
export function authorize(action: Action, subject: Subject): void {
  if (may(action, subject)) return;
  const { kind, by, name } = currentActor();
  if (kind === 'anonymous') throw unauthenticated();
  throw by ? forbidden('acting_limit', { name }) : forbidden('not_allowed', { action, subject });
}
