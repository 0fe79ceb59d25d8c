import { Person, type Site } from './person.js';

interface Mail {
  readonly id: string;
  readonly to: string[] | string;
  readonly subject: string;
  readonly links: readonly (string | { readonly url: string })[];
}

/** Reads the demo's mailbox, as the people whose mails arrive there would read their own. */
export class MailboxReader {
  private readonly reader: Person;

  constructor(site: Site, host: string) {
    this.reader = new Person(site, host, 'mailbox');
  }

  /** The secret of the newest link under `path` in a mail to `address`; waits until it has come. */
  async secret(address: string, path: string): Promise<string> {
    const pattern = new RegExp(`${path}([\\w-]{20,})`);
    const found = await this.reader.until<{ data: Mail[] }>(
      `/messages?to=${encodeURIComponent(address)}`,
      ({ data }) => data.some((mail) => pattern.test(JSON.stringify(mail.links))),
    );
    for (const mail of found.data) {
      const secret = pattern.exec(JSON.stringify(mail.links))?.[1];
      if (secret) return secret;
    }
    throw new Error(`no link ${path} came to ${address}`);
  }
}
