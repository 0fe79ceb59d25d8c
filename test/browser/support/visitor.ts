import type { Browser as Chromium, BrowserContext, Page } from 'playwright-core';
import type { Browser } from '../../support/http.js';

/** A person in a real browser at one of a label's portals, who finds things as the page shows them. */
export class Visitor {
  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly origin: string,
  ) {}

  /** `signedIn` lends the session; without a cookie the person comes as a stranger. */
  static async arrive(chromium: Chromium, port: number, signedIn: Browser, width = 1280): Promise<Visitor> {
    const context = await chromium.newContext({ viewport: { width, height: 800 }, reducedMotion: 'reduce' });
    const cookie = signedIn.sessionCookie;
    if (cookie) await context.addCookies([{ ...cookie, domain: signedIn.host, path: '/' }]);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    return new Visitor(context, page, `http://${signedIn.host}:${port}`);
  }

  leave(): Promise<void> {
    return this.context.close();
  }

  get path(): string {
    return new URL(this.page.url()).pathname;
  }

  async go(path: string): Promise<void> {
    const answer = await this.page.goto(this.origin + path);
    if ((answer?.status() ?? 0) >= 400) throw new Error(`${path} answered ${answer?.status()}`);
  }

  async fill(values: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, value] of Object.entries(values)) {
      const field = this.page.locator(`main [name="${name}"]:visible`).first();
      if ((await field.locator('option').count()) > 0) await field.selectOption(value);
      else await field.fill(value);
    }
  }

  /** Opens what hides the button that posts to an address with this end, presses it, and waits for the page after. */
  async press(ending: string): Promise<void> {
    const button = this.page
      .locator(
        `main form[action$="${ending}"] button:not([formaction]):not([type=button]), main button[formaction$="${ending}"]`,
      )
      .first();
    const closed = this.page.locator('details:not([open])', { has: button });
    for (let left = await closed.count(); left > 0; left--) await closed.first().locator('> summary').click();
    await this.after(() => button.click());
  }

  async follow(selector: string): Promise<void> {
    await this.after(() => this.page.locator(`main ${selector}`).first().click());
  }

  /** Sends up one file in the field of this name. */
  async attach(name: string, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    await this.page.setInputFiles(`[id="f-${name}"]`, file);
    await this.page.waitForSelector(`input[type=hidden][name="${name}"]`, { state: 'attached' });
  }

  /** What the page says went wrong is the error of the step. */
  private async after(act: () => Promise<void>): Promise<void> {
    await this.page.evaluate(`document.querySelector('main').dataset.before = ''`);
    await act();
    await this.page.waitForSelector('main:not([data-before])');
    await this.page.waitForLoadState();
    const wrong = this.page.locator('.form-errors:visible, [aria-invalid=true]:visible, .error-page:visible');
    if ((await wrong.count()) === 0) return;
    const said = await this.page.locator('main').innerText();
    throw new Error(`${this.path} says: ${said.slice(0, 600)}`);
  }
}
