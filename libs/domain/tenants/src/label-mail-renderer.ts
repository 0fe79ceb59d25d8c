import { Injectable } from '@nestjs/common';
import { type PortalKind, Vault } from '#platform/kernel';
import { MailRenderer, type RenderedMail } from '#platform/mail';
import { TenantDirectory } from './tenant-directory.js';
import { openTransport } from './tenant-secrets.js';

/** Mails in a label's look, words and name. `data.portal` says on which of its portals the addressee is at home. */
@Injectable()
export class LabelMailRenderer extends MailRenderer {
  constructor(
    private readonly tenants: TenantDirectory,
    private readonly vault: Vault,
  ) {
    super();
  }

  override async render(
    tenantId: string,
    template: string,
    data: Readonly<Record<string, unknown>>,
    locale: string,
    unsubscribeToken: string | null,
  ): Promise<RenderedMail> {
    const config = this.tenants.spec(tenantId);
    const { name, hosts, mail } = config;
    const look = this.tenants.lookOf(tenantId).in(locale);
    const portal = isPortal(data['portal']) ? data['portal'] : 'brand';
    const unsubscribeUrl =
      unsubscribeToken && this.tenants.linkTo('edge', `/u/${unsubscribeToken}`, tenantId);
    const from = sender(mail.from, name);
    const rendered = look.email(template, {
      data: { ...data, unsubscribeUrl },
      page: { title: look.text(`mail.${template}.subject`, data) },
      origin: this.tenants.linkTo(portal, '', tenantId),
    });
    return {
      ...rendered,
      from,
      replyTo: mail.replyTo ?? null,
      hostDomain: from.address.split('@')[1] ?? hosts.brand,
      postalAddress: mail.postalAddress,
      transportUrl: openTransport(config, tenantId, this.vault),
      unsubscribeUrl,
    };
  }
}

function isPortal(value: unknown): value is PortalKind {
  return value === 'brand' || value === 'influencer' || value === 'studio' || value === 'edge';
}

/** `Name <address>`, or the bare address under the label's name. */
function sender(from: string, name: string): { name: string; address: string } {
  const match = /^\s*"?(.*?)"?\s*<([^<>]+)>\s*$/.exec(from);
  return match?.[2] ? { name: match[1] ?? name, address: match[2].trim() } : { name, address: from.trim() };
}
