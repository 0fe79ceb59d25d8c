import { randomBytes } from 'node:crypto';
import type { SendMailOptions } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import { oneLine } from './addresses.js';
import { signMessage } from './dkim.js';
import type { MailMessage } from './mail-message.entity.js';
import type { Sender } from './senders.js';

/** What a mail says. */
export interface MailBody {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly unsubscribeUrl: string | null;
}

/** A message as it goes over the wire, and its envelope. */
export interface Message {
  readonly raw: Buffer;
  readonly envelope: { readonly from: string; readonly to: string };
}

type Addressed = Pick<
  MailMessage,
  'id' | 'toName' | 'toAddress' | 'replyTo' | 'automatic' | 'thread' | 'bounceToken' | 'messageId'
>;

/** The Message-ID of a mail: the same each time it is sent, so that a repetition is known for one. */
export function messageIdOf(
  { id, messageId }: Pick<MailMessage, 'id' | 'messageId'>,
  hostDomain: string,
): string {
  return messageId ?? `<${id}@${hostDomain}>`;
}

/** The Return-Path is the mail's own (VERP), so that a bounce tells which mail it is about. */
export function returnPathOf(
  { bounceToken }: Pick<MailMessage, 'bounceToken'>,
  returnDomain: string,
): string {
  return `bounce-${bounceToken}@${returnDomain}`;
}

/** The signed message. */
export async function compose(mail: Addressed, body: MailBody, sender: Sender): Promise<Message> {
  const built = await new MailComposer(optionsOf(mail, body, sender)).compile().build();
  // As it goes over the wire, where each line ends with both: a signature is over these bytes.
  const raw = Buffer.from(built.toString('latin1').replace(/\r\n|\r|\n/g, '\r\n'), 'latin1');
  return {
    raw: await signMessage(raw, sender.key),
    envelope: { from: returnPathOf(mail, sender.returnDomain), to: mail.toAddress },
  };
}

/**
 * Whatever would tell of the library or the machine is set here: boundaries, Message-ID, and no agent; every name and
 * the subject are one line.
 */
function optionsOf(mail: Addressed, body: MailBody, sender: Sender): SendMailOptions {
  const thread = mail.thread && `<thread.${mail.thread.replace(/[^\w.-]/g, '')}@${sender.hostDomain}>`;
  const replyTo = mail.replyTo ?? sender.replyTo;
  return {
    from: { name: sender.from.name, address: oneLine(sender.from.address) },
    to: { name: oneLine(mail.toName), address: mail.toAddress },
    ...(replyTo ? { replyTo: oneLine(replyTo) } : {}),
    subject: oneLine(body.subject),
    text: body.text,
    html: body.html,
    messageId: messageIdOf(mail, sender.hostDomain),
    ...(thread ? { references: thread, inReplyTo: thread } : {}),
    headers: {
      ...(mail.automatic ? { 'Auto-Submitted': 'auto-generated' } : {}),
      ...(body.unsubscribeUrl
        ? {
            'List-Unsubscribe': { prepared: true, value: `<${oneLine(body.unsubscribeUrl)}>` },
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }
        : {}),
    },
    boundaryPrefix: '=',
    baseBoundary: randomBytes(12).toString('hex'),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
