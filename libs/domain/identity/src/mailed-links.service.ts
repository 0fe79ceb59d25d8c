import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { defineJob, Jobs, OnJob } from '#platform/jobs';
import { currentPortal, digest, DomainError, gone, newId, newSecret, now } from '#platform/kernel';
import { Mail } from '#platform/mail';
import { TenantDirectory } from '#domain/tenants';
import { IsNull } from 'typeorm';
import { normaliseEmail } from './emails.js';
import { Account, Session } from './identity.entities.js';
import { MailedToken, type PeoplePortal } from './mailed-token.entity.js';
import { hashPassword, refuseCommon } from './passwords.js';
import { SignIn, type Visitor } from './sign-in.service.js';
import { LIMITS, networkOf, Throttle } from './throttle.service.js';

export const LINK_MINUTES = { signIn: 15, reset: 30 } as const;
type LinkKind = keyof typeof LINK_MINUTES;

const mailLink = defineJob<{ tokenId: string }>('identity.mailLink', { concurrency: 2 });

/** Links that are mailed on request: they sign in, or let a new password be chosen. */
@Injectable()
export class MailedLinks {
  constructor(
    private readonly db: Db,
    private readonly jobs: Jobs,
    private readonly mail: Mail,
    private readonly audit: Audit,
    private readonly tenants: TenantDirectory,
    private readonly throttle: Throttle,
    private readonly signIn: SignIn,
  ) {}

  /**
   * Notes the wish for a link. Whether the address has an account is looked up by a job, so neither the answer nor its
   * time tells.
   */
  async ask(kind: LinkKind, email: string, address: string, next: string): Promise<void> {
    if (kind === 'signIn' && !this.tenants.current.signIn.magicLink)
      throw new DomainError('forbidden', 'link_sign_in_off');
    const emailNorm = normaliseEmail(email);
    await this.throttle.take([LIMITS.link, emailNorm], [LIMITS.linkNetwork, networkOf(address)]);
    await this.db.transaction(async () => {
      const id = newId();
      const expiresAt = new Date(now().getTime() + LINK_MINUTES[kind] * 60_000);
      const portal = currentPortal().kind as PeoplePortal;
      const values = {
        id,
        kind,
        secretHash: null,
        email,
        emailNorm,
        portal,
        details: { next },
        createdAt: now(),
        expiresAt,
      };
      await this.db.repo(MailedToken).insert(values);
      await this.jobs.enqueue(mailLink, { tokenId: id });
    });
  }

  /** Mails the link if there is somebody to mail it to. Repeating it does nothing: the first run has set the hash. */
  @OnJob(mailLink)
  async post({ tokenId }: { tokenId: string }): Promise<void> {
    await this.db.transaction(async () => {
      const token = await this.db.repo(MailedToken).lock({ id: tokenId });
      if (!token || token.secretHash !== null || token.kind === 'invitation') return;
      const account = await this.signIn.reaching({ emailNorm: token.emailNorm }, token.portal);
      if (!account) {
        await this.db.repo(MailedToken).delete({ id: tokenId });
        return;
      }
      const secret = newSecret();
      const patch = { secretHash: digest(secret), accountId: account.id, sentAt: now() };
      await this.db.repo(MailedToken).update({ id: tokenId }, patch);
      await this.mail.send({
        // The address as it was confirmed, never as it was typed.
        to: { address: account.email, name: account.name },
        template: token.kind === 'signIn' ? 'sign-in-link' : 'reset',
        locale: account.locale ?? this.tenants.current.locales[0] ?? 'en',
        data: {
          portal: token.portal,
          name: account.name,
          link: `${token.kind === 'signIn' ? '/sign-in/link' : '/reset'}/${secret}`,
          minutes: LINK_MINUTES[token.kind],
        },
      });
    });
  }

  /** The token behind a link as long as it may be used, without using it: what a mail scanner's visit does. */
  async look(kind: MailedToken['kind'], secret: string): Promise<MailedToken> {
    const portal = currentPortal().kind as PeoplePortal;
    const token = await this.db.repo(MailedToken).findOne({ kind, secretHash: digest(secret), portal });
    if (!token || token.usedAt || token.expiresAt <= now()) throw gone('link_gone');
    return token;
  }

  /** Uses a token up; of two at once one gets it. */
  async use(kind: MailedToken['kind'], secret: string): Promise<MailedToken> {
    const token = await this.look(kind, secret);
    const taken = await this.db
      .repo(MailedToken)
      .update({ id: token.id, secretHash: digest(secret), usedAt: IsNull() }, { usedAt: now() });
    if (taken !== 1) throw gone('link_gone');
    return token;
  }

  /** Takes an open link out of use without its secret; false where somebody was quicker. */
  async close(id: string): Promise<boolean> {
    return (await this.db.repo(MailedToken).update({ id, usedAt: IsNull() }, { usedAt: now() })) === 1;
  }

  async signInBy(secret: string, visitor: Visitor): Promise<{ secret: string; next: string }> {
    await this.throttle.take([LIMITS.token, networkOf(visitor.address)]);
    return this.db.transaction(async () => {
      const token = await this.use('signIn', secret);
      const account = token.accountId && (await this.signIn.reaching({ id: token.accountId }));
      if (!account) throw gone('link_gone');
      return { secret: await this.signIn.open(account.id, visitor), next: token.details.next ?? '/' };
    });
  }

  /** Sets a new password, ends every session of the account on every portal, and opens a fresh one. */
  async reset(secret: string, password: string, visitor: Visitor): Promise<string> {
    await this.throttle.take([LIMITS.token, networkOf(visitor.address)]);
    const { email } = await this.db.transaction(() => this.look('reset', secret), { readOnly: true });
    refuseCommon(password, email);
    const passwordHash = await hashPassword(password);
    return this.db.transaction(async () => {
      const { accountId } = await this.use('reset', secret);
      const account = accountId && (await this.signIn.reaching({ id: accountId }));
      if (!account) throw gone('link_gone');
      await this.db.repo(Account).update({ id: account.id }, { passwordHash });
      await this.db.repo(Session).delete({ accountId: account.id });
      await this.db.repo(MailedToken).delete({ accountId: account.id, kind: 'reset', usedAt: IsNull() });
      await this.audit.record('password.reset', 'Account', account.id);
      return this.signIn.open(account.id, visitor);
    });
  }
}
