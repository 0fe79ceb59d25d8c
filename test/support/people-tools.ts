import { Jobs } from '#platform/jobs';
import { newId } from '#platform/kernel';
import type { TestApplication } from './application.js';
import type { Browser } from './http.js';

export const NEW_PASSWORD = 'a quiet lake at dawn';

/** What tests of people do over and over. `of` is asked at each use: the application starts after this is made. */
export function peopleTools(of: () => { readonly app: TestApplication; readonly owner: Browser }) {
  /** From another network than everybody else, so that one test's attempts do not count in the next. */
  let network = 0;
  const from = () => ({ 'x-forwarded-for': `203.0.113.${++network}` });

  /** The newest mail to somebody, once all jobs are done. */
  async function mailTo(address: string) {
    const { app } = of();
    await app.app.get(Jobs).idle();
    const [mail] = app.mailbox.list({ to: address });
    return mail ? app.mailbox.get(mail.id) : null;
  }

  async function tokenFor(address: string, kind: string): Promise<string> {
    const mail = await mailTo(address);
    const token = new RegExp(`${kind}/([\\w-]{43})`).exec(mail?.text ?? '')?.[1];
    if (!token) throw new Error(`no link in the mail: ${mail?.text ?? 'there is none'}`);
    return token;
  }

  async function clientWith(
    email: string,
    name = `Client ${newId().slice(-6)}`,
    label = 'switchback',
    by = of().owner,
  ) {
    const made = await by.post('/clients', { name, contactName: 'Ada Admin', contactEmail: email });
    if (made.status !== 201) throw new Error(`answered ${made.status}: ${made.text.slice(0, 300)}`);
    return { id: made.json<{ id: string }>().id, token: await tokenFor(email, 'invitation'), label };
  }

  const accept = (browser: Browser, token: string, name = 'Ada Admin') =>
    browser.post('/invitation', { token, name, password: NEW_PASSWORD });

  return { from, mailTo, tokenFor, clientWith, accept };
}
