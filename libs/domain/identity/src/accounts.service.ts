import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import {
  currentActor,
  currentPortal,
  digest,
  invalidField,
  notFound,
  now,
  unauthenticated,
} from '#platform/kernel';
import { MoreThan, Not } from 'typeorm';
import { ActingFor } from './acting.service.js';
import { Account, Session } from './identity.entities.js';
import { hashPassword, passwordFits, refuseCommon } from './passwords.js';
import { LIMITS, Throttle } from './throttle.service.js';

export interface OwnSession {
  readonly id: string;
  readonly current: boolean;
  readonly kind: 'cookie' | 'bearer';
  readonly agent: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  /** Staff of the label who act for this person. */
  readonly staff: boolean;
}

export interface OwnAccount {
  readonly name: string;
  readonly email: string;
  readonly hasPassword: boolean;
  readonly sessions: readonly OwnSession[];
  /** When staff of the label acted for this person, the latest first. */
  readonly acted: readonly { readonly at: string; readonly until: string; readonly staffName: string }[];
}

/** What everybody does with their own account, on the portal where they are signed in. */
@Injectable()
export class Accounts {
  constructor(
    private readonly db: Db,
    private readonly throttle: Throttle,
    private readonly audit: Audit,
    private readonly acting: ActingFor,
  ) {}

  /** `secret` is the present session's, to be marked among the others. */
  async own(secret: string): Promise<OwnAccount> {
    const account = await this.current();
    const where = { accountId: account.id, host: currentPortal().host, expiresAt: MoreThan(now()) };
    const sessions = await this.db.repo(Session).find(where, { order: { createdAt: 'DESC' }, take: 100 });
    const present = digest(secret);
    return {
      name: account.name,
      email: account.email,
      hasPassword: account.passwordHash !== null,
      acted: await this.acting.seenBy(account.id),
      sessions: sessions.map(({ id, secretHash, kind, agent, createdAt, expiresAt, actingId }) => ({
        id,
        current: secretHash === present,
        kind,
        agent: agentName(agent),
        createdAt: createdAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
        staff: actingId !== null,
      })),
    };
  }

  async ownEmail(): Promise<string> {
    return (await this.current()).email;
  }

  async rename(name: string): Promise<void> {
    await this.db.repo(Account).update({ id: this.id }, { name });
  }

  /** Sets a new password after the old one; every other session ends. Outside of a transaction. */
  async changePassword(former: string | undefined, password: string, secret: string): Promise<void> {
    await this.throttle.take([LIMITS.password, `own ${this.id}`]);
    const account = await this.db.transaction(() => this.current(), { readOnly: true });
    if (account.passwordHash && !(await passwordFits(account.passwordHash, former ?? ''))) {
      throw invalidField('currentPassword', 'wrong_password');
    }
    refuseCommon(password, account.email, 'newPassword');
    const passwordHash = await hashPassword(password);
    await this.db.transaction(async () => {
      await this.db.repo(Account).update({ id: account.id }, { passwordHash });
      await this.endOthers(secret);
      await this.throttle.giveBack(LIMITS.password, `own ${account.id}`);
      await this.audit.record('password.changed', 'Account', account.id);
    });
  }

  /** Ends one of the actor's own sessions. */
  async end(id: string): Promise<void> {
    const ended = await this.db.repo(Session).delete({ id, accountId: this.id, host: currentPortal().host });
    if (ended === 0) throw notFound('session');
  }

  /** Ends all of the actor's sessions, on every portal, but the present one. */
  async endOthers(secret: string): Promise<void> {
    await this.db.repo(Session).delete({ accountId: this.id, secretHash: Not(digest(secret)) });
  }

  private get id(): string {
    const { accountId } = currentActor();
    if (!accountId) throw unauthenticated();
    return accountId;
  }

  private async current(): Promise<Account> {
    const account = await this.db.repo(Account).findOne({ id: this.id });
    if (!account) throw unauthenticated();
    return account;
  }
}

const BROWSERS = [
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['Firefox', 'Firefox'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const;
const SYSTEMS = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['Linux', 'Linux'],
] as const;

/** `Firefox, Linux`; empty where the browser cannot be told. */
function agentName(agent: string): string {
  const name = (list: readonly (readonly [string, string])[]) =>
    list.find(([sign]) => agent.includes(sign))?.[1];
  return [name(BROWSERS), name(SYSTEMS)].filter((part) => part !== undefined).join(', ');
}
