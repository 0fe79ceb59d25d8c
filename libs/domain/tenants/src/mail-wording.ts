import { Injectable } from '@nestjs/common';
import { currentTenant, type PortalKind } from '#platform/kernel';
import type { Look, Mail } from '#platform/themes';
import type { ServedLook } from './releases/look-content.js';
import { TenantDirectory } from './tenant-directory.js';
import { TypedBlocks } from './typed-blocks.js';

export interface MailToWord {
  readonly template: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly unsubscribeUrl: string | null;
}

/** Puts a mail into words: a template in a look, with what the label's staff wrote around every mail. */
@Injectable()
export class MailWording {
  constructor(
    private readonly tenants: TenantDirectory,
    private readonly blocks: TypedBlocks,
  ) {}

  /** `look` is in the mail's language; `blocks` are those that belong to it. */
  async word(
    look: Look,
    blocks: ServedLook['mail'],
    { template, data, unsubscribeUrl }: MailToWord,
  ): Promise<Mail> {
    const tenantId = currentTenant();
    const origin = this.tenants.linkTo(isPortal(data['portal']) ? data['portal'] : 'brand', '', tenantId);
    const recipient = [data['recipient'], data['name']].find((name) => typeof name === 'string') ?? '';
    const typed = await this.blocks.render(blocks, look, { tenantId, recipient, origin });
    return look.email(
      template,
      {
        data: { ...data, unsubscribeUrl },
        page: { title: look.text(`mail.${template}.subject`, data) },
        origin,
      },
      typed,
    );
  }
}

function isPortal(value: unknown): value is PortalKind {
  return value === 'brand' || value === 'influencer' || value === 'studio' || value === 'edge';
}
