import { randomBytes } from 'node:crypto';
import type { SendMailOptions } from 'nodemailer';
import { oneLine } from './addresses.js';
import type { MailMessage } from './mail-message.entity.js';
import type { RenderedMail } from './mail-renderer.js';

/** The Message-ID of a mail: the same each time it is sent, so that a repetition is known for one. */
export function messageIdOf(mailId: string, hostDomain: string): string {
  return `<${mailId}@${hostDomain}>`;
}

/**
 * The message itself. Whatever would tell of the library or the machine is set here: boundaries, Message-ID, and no
 * agent; every name and the subject are one line.
 */
export function compose(mail: MailMessage, rendered: RenderedMail): SendMailOptions {
  const thread = mail.thread && `<thread.${mail.thread.replace(/[^\w.-]/g, '')}@${rendered.hostDomain}>`;
  const replyTo = mail.replyTo ?? rendered.replyTo;
  return {
    from: { name: oneLine(rendered.from.name), address: oneLine(rendered.from.address) },
    to: { name: mail.toName, address: mail.toAddress },
    ...(replyTo ? { replyTo: oneLine(replyTo) } : {}),
    subject: oneLine(rendered.subject),
    text: rendered.text,
    html: rendered.html,
    messageId: messageIdOf(mail.id, rendered.hostDomain),
    ...(thread ? { references: thread, inReplyTo: thread } : {}),
    headers: {
      ...(mail.automatic ? { 'Auto-Submitted': 'auto-generated' } : {}),
      ...(mail.bulk && rendered.unsubscribeUrl
        ? {
            'List-Unsubscribe': { prepared: true, value: `<${oneLine(rendered.unsubscribeUrl)}>` },
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }
        : {}),
    },
    ...(rendered.dkim ? { dkim: rendered.dkim } : {}),
    boundaryPrefix: '=',
    baseBoundary: randomBytes(12).toString('hex'),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
