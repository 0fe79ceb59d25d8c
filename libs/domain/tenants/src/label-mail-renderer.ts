import { Injectable } from '@nestjs/common';
import { currentTenant, Vault } from '#platform/kernel';
import { type LabelSender, MailRenderer, type RenderedMail } from '#platform/mail';
import { SenderDomains } from './hosts/sender-domains.service.js';
import { MailWording } from './mail-wording.js';
import { DRAFT_TEST, LookMails } from './releases/look-mails.service.js';
import { TenantDirectory } from './tenant-directory.js';
import { openTransport } from './tenant-secrets.js';

/**
 * Mails in a label's look, words and name. `data.portal` says on which of its portals the addressee is at home; a test out
 * of the look editor shows the draft.
 */
@Injectable()
export class LabelMailRenderer extends MailRenderer {
  constructor(
    private readonly tenants: TenantDirectory,
    private readonly vault: Vault,
    private readonly domains: SenderDomains,
    private readonly wording: MailWording,
    private readonly drafts: LookMails,
  ) {
    super();
  }

  override async sender(unsubscribeToken: string | null): Promise<LabelSender> {
    const tenantId = currentTenant();
    const config = this.tenants.spec(tenantId);
    const { key, name, mail } = config;
    return {
      from: sender(mail.from, name),
      replyTo: mail.replyTo ?? null,
      label: key,
      sender: await this.domains.current(),
      postalAddress: mail.postalAddress,
      transportUrl: openTransport(config, tenantId, this.vault),
      unsubscribeUrl: unsubscribeToken && this.tenants.linkTo('edge', `/u/${unsubscribeToken}`, tenantId),
    };
  }

  override async render(
    template: string,
    data: Readonly<Record<string, unknown>>,
    locale: string,
    unsubscribeToken: string | null,
  ): Promise<RenderedMail> {
    const from = await this.sender(unsubscribeToken);
    const { unsubscribeUrl } = from;
    if (data[DRAFT_TEST] === true) return { ...from, ...(await this.drafts.test(template, data, locale)) };
    const tenantId = currentTenant();
    const look = this.tenants.lookOf(tenantId).in(locale);
    const blocks = this.tenants.spec(tenantId).look?.mail ?? {};
    return { ...from, ...(await this.wording.word(look, blocks, { template, data, unsubscribeUrl })) };
  }
}

/** `Name <address>`, or the bare address under the label's name. */
function sender(from: string, name: string): { name: string; address: string } {
  const match = /^\s*"?(.*?)"?\s*<([^<>]+)>\s*$/.exec(from);
  return match?.[2] ? { name: match[1] ?? name, address: match[2].trim() } : { name, address: from.trim() };
}
