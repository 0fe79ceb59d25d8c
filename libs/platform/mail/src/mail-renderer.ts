/** One mail in a label's name, look and words, and how it goes out. */
export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo: string | null;
  /** The label's domain: in Message-ID and EHLO. */
  readonly hostDomain: string;
  /** Stands in the footer; a bulk mail without one is not sent. */
  readonly postalAddress: string | null;
  /** The label's own SMTP; null for the operator's. */
  readonly transportUrl: string | null;
  /** Short, with the token in it: long headers fold, and folding has broken signatures. Null for mails one must get. */
  readonly unsubscribeUrl: string | null;
  readonly dkim?: {
    readonly domainName: string;
    readonly keySelector: string;
    readonly privateKey: string;
  } | null;
}

/** Turns a template into a mail of a label; provided by whoever knows labels and themes. */
export abstract class MailRenderer {
  abstract render(
    tenantId: string,
    template: string,
    data: Readonly<Record<string, unknown>>,
    locale: string,
    unsubscribeToken: string | null,
  ): Promise<RenderedMail>;
}
