/** What signs a label's mail (DKIM, RFC 6376); the key is PKCS #8 PEM, RSA or Ed25519. */
export interface SigningKey {
  readonly domain: string;
  readonly selector: string;
  readonly privateKey: string;
}

/** In whose name a label's mail wishes to go out. */
export interface LabelSender {
  /** What the label calls its sender; the address counts once its domain is verified. */
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo: string | null;
  /** The label's key, which is its part of the neutral domain. */
  readonly label: string;
  /** The label's verified domain; null while there is none, and its neutral sender is used. */
  readonly sender: SigningKey | null;
  /** Stands in the footer; a mail that nobody has to get is not sent without one. */
  readonly postalAddress: string | null;
  /** The label's own SMTP, used with its own domain; null for the operator's. */
  readonly transportUrl: string | null;
  /** Short, with the token in it: long headers fold, and folding has broken signatures. Null for mails one must get. */
  readonly unsubscribeUrl: string | null;
}

/** One mail in a label's name, look and words. */
export interface RenderedMail extends LabelSender {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Turns a template into a mail of the current label; provided by whoever knows labels and themes. */
export abstract class MailRenderer {
  abstract sender(unsubscribeToken: string | null): Promise<LabelSender>;

  abstract render(
    template: string,
    data: Readonly<Record<string, unknown>>,
    locale: string,
    unsubscribeToken: string | null,
  ): Promise<RenderedMail>;
}
