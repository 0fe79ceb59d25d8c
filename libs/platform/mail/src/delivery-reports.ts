import type { Attachment, ParsedMail } from 'mailparser';
import { bounceKind, type BounceKind, statusIn } from './bounce-rules.js';

/** What a report that came to a Return-Path tells of the mail it is about. */
export type DeliveryReport =
  | { readonly outcome: 'bounced'; readonly bounce: BounceKind; readonly status: string }
  | { readonly outcome: 'delayed'; readonly status: string }
  | { readonly outcome: 'delivered'; readonly status: string }
  | { readonly outcome: 'complained'; readonly status: string };

const LIMIT_BYTES = 1024 * 1024;

/**
 * Reads a delivery status notification (RFC 3464) or a complaint (ARF, RFC 5965); null for anything else, such as an
 * answer that somebody's mail program gives by itself.
 */
export async function readReport(raw: Buffer): Promise<DeliveryReport | null> {
  const { simpleParser } = await import('mailparser');
  const mail = await simpleParser(raw.subarray(0, LIMIT_BYTES), {
    keepDeliveryStatus: true,
    skipImageLinks: true,
    skipTextLinks: true,
  });
  const complaint = part(mail, 'message/feedback-report');
  if (complaint) return complained(groups(complaint)[0] ?? new Map());
  const status = part(mail, 'message/delivery-status') ?? part(mail, 'message/global-delivery-status');
  return status ? bounced(groups(status).slice(1)) : null;
}

/** The secret of the Return-Path, wherever the report tells it. */
export function bounceTokens(raw: Buffer, recipient: string | null): string[] {
  const text = `${recipient ?? ''}\n${raw.toString('latin1', 0, LIMIT_BYTES)}`;
  return [
    ...new Set(
      [...text.matchAll(/\bbounce-([0-9a-f]{24})@/gi)].map(([, token]) => (token ?? '').toLowerCase()),
    ),
  ];
}

function complained(fields: ReadonlyMap<string, string>): DeliveryReport | null {
  const type = (fields.get('feedback-type') ?? '').toLowerCase();
  // `not-spam` takes a complaint back, `auth-failure` and `dmarc` are about records.
  return /^(abuse|fraud|virus|other|opt-out)/.test(type) ? { outcome: 'complained', status: type } : null;
}

/** Each group is about one recipient, and a mail of ours has one. The worst counts. */
function bounced(recipients: readonly ReadonlyMap<string, string>[]): DeliveryReport | null {
  const found = recipients.map((fields): DeliveryReport | null => {
    const action = (fields.get('action') ?? '').toLowerCase();
    const diagnostic = fields.get('diagnostic-code') ?? '';
    const status = statusIn(fields.get('status') ?? '') ?? statusIn(diagnostic);
    const code = status ?? 'unknown';
    if (action === 'failed') {
      // A gateway that says 5.0.0 often knows more in its words.
      const told = code.endsWith('.0.0') ? (statusIn(diagnostic) ?? status) : status;
      return { outcome: 'bounced', bounce: bounceKind(told, diagnostic), status: told ?? 'unknown' };
    }
    if (action === 'delayed') return { outcome: 'delayed', status: code };
    return /^(delivered|relayed|expanded)$/.test(action) ? { outcome: 'delivered', status: code } : null;
  });
  return (
    found.find((report) => report?.outcome === 'bounced') ?? found.find((report) => report !== null) ?? null
  );
}

function part({ attachments }: ParsedMail, type: string): string | null {
  const found = attachments.find(({ contentType }: Attachment) => contentType.toLowerCase() === type);
  return found ? found.content.toString('utf8') : null;
}

/** Groups of fields, with blank lines between; continued lines are unfolded. */
function groups(text: string): Map<string, string>[] {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]+/g, ' ')
    .split(/\n\s*\n/)
    .map(
      (group) =>
        new Map(
          group.split('\n').flatMap((line): [string, string][] => {
            const colon = line.indexOf(':');
            return colon < 1
              ? []
              : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]];
          }),
        ),
    )
    .filter((fields) => fields.size > 0);
}
