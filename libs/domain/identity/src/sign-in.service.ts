import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentPortal, currentTenant, digest, DomainError, newId, newSecret, now } from '#platform/kernel';
import { Account, Session } from './identity.entities.js';
import { passwordFits } from './passwords.js';

export const SESSION_SECONDS = 14 * 86_400;

/** The stored form of an address, by which accounts are found. */
export function normaliseEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase();
}

/** Signing in and out; a session belongs to one label, one host and one door. */
@Injectable()
export class SignIn {
  constructor(private readonly db: Db) {}

  /** Gives a session's secret, or the same refusal for a wrong password and an unknown address. */
  async byPassword(email: string, password: string, kind: 'cookie' | 'bearer'): Promise<string> {
    const account = await this.db.transaction(() => this.db.repo(Account).findOne({ emailNorm: normaliseEmail(email), state: 'active' }));
    if (!(await passwordFits(account?.passwordHash ?? null, password)) || !account) {
      throw new DomainError('unauthenticated', 'wrong_credentials');
    }
    return this.db.transaction(() => this.open(account.id, kind));
  }

  /** Opens a session for an account that has proved itself. */
  async open(accountId: string, kind: 'cookie' | 'bearer'): Promise<string> {
    const secret = newSecret();
    await this.db.repo(Session).insert({
      id: newId(),
      secretHash: digest(secret),
      accountId,
      host: currentPortal().host,
      kind,
      expiresAt: new Date(now().getTime() + SESSION_SECONDS * 1_000),
    });
    return secret;
  }

  async signOut(secret: string): Promise<void> {
    await this.db.query({
      name: 'session_end',
      text: 'DELETE FROM session WHERE tenant_id = $1 AND secret_hash = $2',
      values: [currentTenant(), digest(secret)],
    });
  }
}
