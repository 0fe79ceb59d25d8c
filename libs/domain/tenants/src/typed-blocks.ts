import { Injectable } from '@nestjs/common';
import { digest, log } from '#platform/kernel';
import { Html, type Look, renderUntrusted, UntrustedError } from '#platform/themes';
import { MAIL_BLOCKS, type MailBlock, nearestText, type ServedLook } from './releases/look-content.js';

/** Renderings of blocks that are kept: most blocks say the same in every mail. */
const KEPT = 2_000;

/** What a label's staff wrote around every mail, as markup that may stand in one. */
@Injectable()
export class TypedBlocks {
  private readonly kept = new Map<string, string>();

  /**
   * The blocks of a mail in its language; `origin` is put before addresses of the label's own pages. One that cannot be
   * rendered is left out: the mail matters more.
   */
  async render(
    mail: ServedLook['mail'],
    look: Look,
    to: { readonly tenantId: string; readonly recipient: string; readonly origin: string },
  ): Promise<Partial<Record<MailBlock, Html>>> {
    const rendered: Partial<Record<MailBlock, Html>> = {};
    for (const block of MAIL_BLOCKS) {
      const source = nearestText(mail[block] ?? {}, look.locale);
      if (!source?.trim()) continue;
      try {
        const html = await this.one(source, look, to);
        rendered[block] = new Html(html.replaceAll(/(\s(?:href|src)=")(?=\/(?!\/))/g, `$1${to.origin}`));
      } catch (error) {
        if (!(error instanceof UntrustedError)) throw error;
        log.warn('look.mail_block', { label: look.name, block, says: error.message });
      }
    }
    return rendered;
  }

  private async one(
    source: string,
    look: Look,
    { tenantId, recipient }: { readonly tenantId: string; readonly recipient: string },
  ): Promise<string> {
    const data = blockData(look, source.includes('recipient') ? recipient : '');
    const { locale, timeZone, currency } = look;
    const key = digest(JSON.stringify([tenantId, locale, timeZone, currency, source, data]));
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const html = await renderUntrusted({
      owner: tenantId,
      source: paragraphed(source),
      kind: 'html',
      data,
      locale,
      timeZone,
      currency,
    });
    if (this.kept.size >= KEPT) this.kept.delete(this.kept.keys().next().value ?? '');
    this.kept.set(key, html);
    return html;
  }
}

/** The fields that may stand in a block. */
function blockData({ facts }: Look, recipient: string) {
  const { company } = facts['legal'] as { company: string };
  return {
    label: { name: facts.name, company, postalAddress: facts['postalAddress'] },
    recipient: { name: recipient },
  };
}

/** Whoever writes no markup gets paragraphs where they left blank lines, and their line breaks. */
function paragraphed(source: string): string {
  if (/<[a-z]/i.test(source)) return source;
  return source
    .replace(/\r\n?/g, '\n')
    .trim()
    .split(/\n[ \t]*\n\s*/)
    .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br>')}</p>`)
    .join('\n');
}
