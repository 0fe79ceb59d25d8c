import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { currentPortal, currentTenant, digest, DomainError, newId, newSecret, now } from '#platform/kernel';
import { TenantDirectory } from '#domain/tenants';
import { normaliseEmail } from './emails.js';
import { Account, Session } from './identity.entities.js';
import type { PeoplePortal } from './mailed-token.entity.js';
import { hashPassword, isOutdated, passwordFits } from './passwords.js';
import { LIMITS, networkOf, Throttle } from './throttle.service.js';

export const SESSION_SECONDS = 14 * 86_400;

/** How somebody comes: through which door, from where, with what. */
export interface Visitor {
  readonly kind: 'cookie' | 'bearer';
  readonly address: string;
  readonly agent: string;
  /** The session that the request brought; it ends when another begins. */
  readonly former: string | null;
}

/** Whether an account has something to do on a portal. */
const REACH = {
  studio: "SELECT true AS ok FROM staff_member WHERE tenant_id = $1 AND account_id = $2 AND state = 'active'",
  brand: `SELECT true AS ok FROM membership m JOIN organization o ON o.tenant_id = m.tenant_id AND o.id = m.organization_id
    WHERE m.tenant_id = $1 AND m.account_id = $2 AND o.state <> 'suspended' LIMIT 1`,
  influencer: 'SELECT true AS ok FROM representation WHERE tenant_id = $1 AND account_id = $2 LIMIT 1',
} as const;

/** Signing in and out; a session belongs to one label, one host and one door. */
@Injectable()
export class SignIn {
  constructor(
    private readonly db: Db,
    private readonly throttle: Throttle,
    private readonly tenants: TenantDirectory,
    private readonly audit: Audit,
  ) {}

  /**
   * Gives a session's secret, or the same refusal, after the same work, for a wrong password, an unknown address and
   * somebody who has nothing to do on this portal. Outside of a transaction: hashing takes long.
   */
  async byPassword(email: string, password: string, visitor: Visitor): Promise<string> {
    if (!this.tenants.current.signIn.password) throw new DomainError('forbidden', 'password_sign_in_off');
    const network = networkOf(visitor.address);
    const tried = `${normaliseEmail(email)} ${network}`;
    await this.throttle.take([LIMITS.password, tried], [LIMITS.network, network]);
    const account = await this.db.transaction(() => this.reaching({ emailNorm: normaliseEmail(email) }));
    const stored = account?.passwordHash ?? null;
    const fits = await passwordFits(stored, password);
    if (!account || stored === null || !fits) throw new DomainError('unauthenticated', 'wrong_credentials');
    const renewed = isOutdated(stored) ? await hashPassword(password) : null;
    return this.db.transaction(async () => {
      if (renewed)
        await this.db
          .repo(Account)
          .update({ id: account.id, passwordHash: stored }, { passwordHash: renewed });
      await this.throttle.giveBack(LIMITS.password, tried);
      await this.throttle.giveBack(LIMITS.network, network);
      return this.open(account.id, visitor);
    });
  }

  /** The active account that may enter the current portal, if there is one. */
  async reaching(
    where: { id: string } | { emailNorm: string },
    portal?: PeoplePortal,
  ): Promise<Account | null> {
    const account = await this.db.repo(Account).findOne({ ...where, state: 'active' });
    return account && (await this.reaches(account.id, portal)) ? account : null;
  }

  async reaches(accountId: string, portal = currentPortal().kind): Promise<boolean> {
    if (portal === 'edge') return false;
    const row = await this.db.one({
      name: `reach_${portal}`,
      text: REACH[portal],
      values: [currentTenant(), accountId],
    });
    return row !== null;
  }

  /** Opens a session for an account that has proved itself; the one it came with ends. */
  async open(accountId: string, visitor: Visitor): Promise<string> {
    await this.db.repo(Account).update({ id: accountId }, { lastSignInAt: now() });
    const expiresAt = new Date(now().getTime() + SESSION_SECONDS * 1_000);
    return this.session(accountId, visitor, { expiresAt, actingId: null });
  }

  /** A session of staff on the account of somebody else: it is no sign-in of theirs, and ends with the act. */
  openActing(accountId: string, visitor: Visitor, actingId: string, expiresAt: Date): Promise<string> {
    return this.session(accountId, visitor, { expiresAt, actingId });
  }

  private async session(
    accountId: string,
    visitor: Visitor,
    { expiresAt, actingId }: { expiresAt: Date; actingId: string | null },
  ): Promise<string> {
    const secret = newSecret();
    if (visitor.former) await this.signOut(visitor.former);
    await this.db.repo(Session).insert({
      id: newId(),
      secretHash: digest(secret),
      accountId,
      host: currentPortal().host,
      kind: visitor.kind,
      agent: visitor.agent.slice(0, 300),
      createdAt: now(),
      expiresAt,
      actingId,
    });
    return secret;
  }

  /** Who signs out while acting for somebody has ended that act. */
  async signOut(secret: string): Promise<void> {
    const ended = await this.db.one<{ id: string }>({
      name: 'session_end',
      text: `WITH gone AS (DELETE FROM session WHERE tenant_id = $1 AND secret_hash = $2 AND host = $3 RETURNING acting_id)
        UPDATE acting SET ended_at = $4 WHERE tenant_id = $1 AND ended_at IS NULL AND id IN (SELECT acting_id FROM gone) RETURNING id`,
      values: [currentTenant(), digest(secret), currentPortal().host, now()],
    });
    if (ended) await this.audit.record('acting.ended', 'Acting', ended.id);
  }
}
