import { DemoMailbox } from '#platform/mail';
import type { Config } from '#platform/kernel';

/** Where mails go: the operator's SMTP server, or the demo's own mailbox. */
export interface MailWay {
  readonly transportUrl: string;
  readonly mailbox: DemoMailbox | null;
  close(): Promise<void>;
}

/** A real installation must name its SMTP server; the demo keeps its mails to itself. */
export async function openMail(config: Config): Promise<MailWay> {
  if (config.smtpUrl) return { transportUrl: config.smtpUrl, mailbox: null, close: () => Promise.resolve() };
  if (!config.demo)
    throw new Error('SMTP_URL is not set: give the mail server, as smtps://user:password@host');
  const mailbox = new DemoMailbox(config.dataDir);
  await mailbox.start();
  return { transportUrl: mailbox.transportUrl, mailbox, close: () => mailbox.stop() };
}
