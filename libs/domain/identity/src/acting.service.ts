import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import {
  anonymous,
  currentActor,
  currentPortal,
  currentTenant,
  forbidden,
  gone,
  isUuid,
  newId,
  notFound,
  now,
  runAs,
  sameSecret,
  Vault,
} from '#platform/kernel';
import { TenantDirectory } from '#domain/tenants';
import { IsNull, MoreThan } from 'typeorm';
import {
  Acting,
  ACTING_MINUTES,
  type ActingChoice,
  type ActingInput,
  type ActingPortal,
  type ActingRow,
  type ActingView,
} from './acting.entity.js';
import { ACT, ACTS, ACTS_FOR, PARTY, PEOPLE_OF } from './acting.queries.js';
import { Account, Session } from './identity.entities.js';
import { told } from './people.queries.js';
import { SignIn, type Visitor } from './sign-in.service.js';
import { LIMITS, networkOf, Throttle } from './throttle.service.js';

/**
 * Staff act for somebody, to see what they see and mend what they typed: with a reason, for an hour at most, one at a
 * time. What they may do meanwhile is `ACTING` of the access table.
 */
@Injectable()
export class ActingFor {
  constructor(
    private readonly db: Db,
    private readonly audit: Audit,
    private readonly signIn: SignIn,
    private readonly throttle: Throttle,
    private readonly tenants: TenantDirectory,
    private readonly vault: Vault,
  ) {}

  async list(): Promise<{ data: ActingRow[] }> {
    const rows = await this.db.query({ ...ACTS, values: [currentTenant(), now()] });
    return { data: told<ActingView>(rows).map(({ enterUntil: _until, ...row }) => row) };
  }

  async view(id: string): Promise<ActingView> {
    const row = await this.db.one({ ...ACT, values: [currentTenant(), now(), id] });
    const [view] = told<ActingView>(row ? [row] : []);
    if (!view) throw notFound('acting');
    const { staffAccountId } = await this.act(id);
    const mine = staffAccountId === currentActor().accountId;
    const link = this.tenants.linkTo(view.portal, `/acting/${this.tokenOf(id, view.portal)}`);
    return { ...view, link: mine && view.state === 'open' ? link : null };
  }

  /** Whom one can act for at this client, or at this influencer. */
  async choice(portal: ActingPortal, partyId: string, account: string | null): Promise<ActingChoice> {
    const values = [currentTenant(), partyId];
    const party = await this.db.one<{ id: string; name: string }>({ ...PARTY[portal], values });
    if (!party) throw notFound(portal === 'brand' ? 'organization' : 'influencer');
    const people = await this.db.query<ActingChoice['people'][number]>({ ...PEOPLE_OF[portal], values });
    return { party, people, account };
  }

  /** Opens the way in, for minutes and for the current actor alone; an earlier act of theirs ends. */
  async start(portal: ActingPortal, partyId: string, input: ActingInput): Promise<{ acting: string }> {
    const { accountId, reason, minutes } = input;
    const { people } = await this.choice(portal, partyId, null);
    // Nobody acts for themselves or for a colleague: those are not among the people.
    if (!people.some((person) => person.accountId === accountId)) throw notFound('account');
    if (!(await this.signIn.reaches(accountId, portal))) throw notFound('account');
    const staffAccountId = currentActor().accountId;
    if (!staffAccountId) throw forbidden();
    await this.endAllOf(staffAccountId);
    const id = newId();
    const startedAt = now();
    const after = (count: number) => new Date(startedAt.getTime() + count * 60_000);
    const term = { enterUntil: after(ACTING_MINUTES.toEnter), expiresAt: after(minutes) };
    await this.db.repo(Acting).insert({ id, staffAccountId, accountId, portal, reason, startedAt, ...term });
    await this.audit.record('acting.started', 'Acting', id, { forAccountId: accountId, portal, minutes });
    return { acting: id };
  }

  /** The act behind a way in that nobody has gone through yet: what opening the link shows. */
  async look(token: string): Promise<{ id: string; name: string; email: string; until: string }> {
    const { id, accountId, expiresAt } = await this.opened(token);
    const account = await this.db.repo(Account).findOne({ id: accountId });
    if (!account) throw gone('acting_gone');
    return { id, name: account.name, email: account.email, until: expiresAt.toISOString() };
  }

  /** Goes in, once: of two at once one gets there. Gives the secret of a session that ends with the act. */
  async enter(token: string, visitor: Visitor): Promise<string> {
    await this.throttle.take([LIMITS.token, networkOf(visitor.address)]);
    return this.db.transaction(async () => {
      const { id, accountId, staffAccountId, expiresAt } = await this.opened(token);
      const taken = await this.db
        .repo(Acting)
        .update({ id, enteredAt: IsNull(), endedAt: IsNull() }, { enteredAt: now() });
      if (taken !== 1 || !(await this.signIn.reaching({ id: accountId }))) throw gone('acting_gone');
      // The request itself is nobody's yet.
      const by = { actingId: id, accountId: staffAccountId, name: '', until: expiresAt.toISOString() };
      await runAs({ ...anonymous, accountId, by }, () => this.audit.record('acting.entered', 'Acting', id));
      return this.signIn.openActing(accountId, visitor, id, expiresAt);
    });
  }

  /** Ends an act from the studio. */
  async end(id: string): Promise<void> {
    await this.act(id);
    await this.close(id);
  }

  /** Ends whatever these staff have running. */
  async endAllOf(staffAccountId: string): Promise<void> {
    const running = { staffAccountId, endedAt: IsNull(), expiresAt: MoreThan(now()) };
    for (const { id } of await this.db.repo(Acting).find(running)) await this.close(id);
  }

  /** Ends the act that this request is part of. */
  async leave(): Promise<void> {
    const { by } = currentActor();
    if (!by) throw notFound('acting');
    await this.close(by.actingId);
  }

  /** When staff acted for this person, so that they know. */
  async seenBy(accountId: string): Promise<{ at: string; until: string; staffName: string }[]> {
    return told(await this.db.query({ ...ACTS_FOR, values: [currentTenant(), accountId] }));
  }

  private async close(id: string): Promise<void> {
    await this.db.repo(Session).delete({ actingId: id });
    const ended = await this.db.repo(Acting).update({ id, endedAt: IsNull() }, { endedAt: now() });
    if (ended === 1) await this.audit.record('acting.ended', 'Acting', id);
  }

  private async act(id: string): Promise<Acting> {
    const act = await this.db.repo(Acting).findOne({ id });
    if (!act) throw notFound('acting');
    return act;
  }

  private async opened(token: string): Promise<Acting> {
    const id = token.slice(0, 36);
    const portal = currentPortal().kind as ActingPortal;
    if (!isUuid(id) || !sameSecret(token, this.tokenOf(id, portal))) throw gone('acting_gone');
    const act = await this.db.repo(Acting).findOne({ id, portal });
    if (!act || act.enteredAt || act.endedAt || act.enterUntil <= now()) throw gone('acting_gone');
    return act;
  }

  /** Not stored, and of no use to who reads the database alone. */
  private tokenOf(id: string, portal: ActingPortal): string {
    return `${id}${this.vault.mark(`acting ${currentTenant()} ${portal} ${id}`)}`;
  }
}
