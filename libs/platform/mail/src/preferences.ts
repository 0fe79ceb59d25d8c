import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentTenant, newId, now } from '#platform/kernel';
import { normalAddress } from './addresses.js';
import { isOptional, MAIL_KINDS, type MailKind, type OptionalMailKind } from './mail-kinds.js';
import { MailMessage } from './mail-message.entity.js';
import { REFUSE } from './mails.queries.js';
import { MailRefusal } from './mail-suppression.entity.js';

/** Whether somebody wants a kind of mail. */
export interface MailPreference {
  readonly kind: OptionalMailKind;
  readonly wanted: boolean;
}

/** Kinds that some mail belongs to; there are no digests yet. */
export const CHOSEN_KINDS = MAIL_KINDS.filter(
  (kind): kind is OptionalMailKind => isOptional(kind) && kind !== 'digests',
);

/** Which kinds of mail a person wants of a label: chosen in the account, or by the secret that each mail bears. */
@Injectable()
export class MailPreferences {
  constructor(private readonly db: Db) {}

  async of(address: string): Promise<MailPreference[]> {
    const refused = await this.db.repo(MailRefusal).find({ addressNorm: normalAddress(address) });
    return CHOSEN_KINDS.map((kind) => ({ kind, wanted: !refused.some((one) => one.kind === kind) }));
  }

  /** The whole choice: kinds that are not named are not wanted. */
  async choose(address: string, wanted: readonly OptionalMailKind[]): Promise<void> {
    for (const kind of CHOSEN_KINDS) {
      if (wanted.includes(kind)) await this.allow(address, kind);
      else await this.refuse(address, kind);
    }
  }

  /** What the mail with this secret is about, and what its addressee chose; null where there is no such mail. */
  async behind(token: string): Promise<{ kind: MailKind; address: string; kinds: MailPreference[] } | null> {
    const mail = await this.mailOf(token);
    return mail && { kind: mail.kind, address: mail.toAddress, kinds: await this.of(mail.toAddress) };
  }

  /** The one click of RFC 8058: no more mails of the kind. An unknown secret is answered like a known one. */
  async stop(token: string): Promise<void> {
    const mail = await this.mailOf(token);
    if (mail && isOptional(mail.kind)) await this.refuse(mail.toAddress, mail.kind);
  }

  async chooseBy(token: string, wanted: readonly OptionalMailKind[]): Promise<void> {
    const mail = await this.mailOf(token);
    if (mail) await this.choose(mail.toAddress, wanted);
  }

  private mailOf(unsubscribeToken: string): Promise<MailMessage | null> {
    return this.db.repo(MailMessage).findOne({ unsubscribeToken });
  }

  private async refuse(address: string, kind: OptionalMailKind): Promise<void> {
    const values = [currentTenant(), newId(), normalAddress(address), kind, now()];
    await this.db.query({ ...REFUSE, values });
  }

  private async allow(address: string, kind: OptionalMailKind): Promise<void> {
    await this.db.repo(MailRefusal).delete({ addressNorm: normalAddress(address), kind });
  }
}
