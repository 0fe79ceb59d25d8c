import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { launchChromium } from '#platform/documents';
import type { Browser as Chromium, Page } from 'playwright-core';
import { TestApplication } from '../support/application.js';
import type { Browser } from '../support/http.js';

/** Set to a folder, it keeps pictures of what was seen. */
const pictures = process.env['SHOTS'];
const LABELS = { switchback: 'en-US', puder: 'de-DE', sama: 'ar-AE' } as const;

describe('a look, in a real browser', () => {
  let app: TestApplication;
  let chromium: Chromium;
  const owners = new Map<string, Browser>();
  const members = new Map<string, Browser>();

  beforeAll(async () => {
    app = await TestApplication.start();
    for (const [label, locale] of Object.entries(LABELS)) {
      const owner = await app.staff(label, 'owner');
      const organization = await app.organization(label, 'Client');
      await owner.post('/look/mail', { block: 'closing', locale, text: 'Block of {{label.name}}' });
      await owner.post('/look/legal', {
        page: 'terms',
        locale,
        mustAccept: true,
        text: '# One\n\nA first paragraph with **weight**.\n\n- one\n- two',
      });
      await owner.post('/look/legal', { page: 'imprint', locale, text: 'A company' });
      const published = await owner.post('/look/publish', { why: 'pages' });
      if (published.status !== 201) throw new Error(published.text);
      owners.set(label, owner);
      members.set(label, await app.member(label, organization, 'admin'));
    }
    chromium = await launchChromium({});
  }, 120_000);
  afterAll(async () => {
    await chromium.close();
    await app.stop();
  });

  async function open(
    person: Browser,
    path: string,
    width: number,
  ): Promise<{ page: Page; faults: string[] }> {
    const context = await chromium.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
    const cookie = person.sessionCookie;
    if (cookie) await context.addCookies([{ ...cookie, domain: person.host, path: '/' }]);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`http://${person.host}:${app.port}${path}`);
    return { page, faults };
  }

  async function close(page: Page, name: string): Promise<number> {
    if (pictures) await page.screenshot({ path: `${pictures}/look-${name}.png`, fullPage: true });
    const over = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    await page.context().close();
    return over;
  }

  it.each(Object.keys(LABELS))(
    'shows mails with what stands around them, on any screen: %s',
    async (label) => {
      const owner = owners.get(label)!;
      for (const width of [1280, 360]) {
        const { page, faults } = await open(owner, '/look/mail?mail=campaign-invitation&size=phone', width);
        const frame = page.frameLocator('iframe.look-mail');
        expect(await frame.locator('body').innerText()).toContain('Block of ');
        expect(faults).toEqual([]);
        expect(await close(page, `mail-${label}-${width}`)).toBe(0);
      }
    },
  );

  it.each(Object.keys(LABELS))('keeps its pages within the screen: %s', async (label) => {
    const owner = owners.get(label)!;
    for (const path of ['/look', '/look/tokens', '/look/logos', '/look/legal', '/look/legal/agreements'])
      for (const width of [1280, 360]) {
        const { page } = await open(owner, path, width);
        const over = await close(page, `${path.slice(1).replaceAll('/', '-')}-${label}-${width}`);
        expect([path, width, over]).toEqual([path, width, 0]);
      }
  });

  it.each(Object.keys(LABELS))('asks for agreement on the way, and leads on: %s', async (label) => {
    const member = members.get(label)!;
    for (const width of [360, 1280]) {
      const { page, faults } = await open(member, '/account', width);
      expect(new URL(page.url()).pathname).toBe('/agreement');
      await page.locator('input[name=agreed]').check();
      expect(faults).toEqual([]);
      if (width === 1280) {
        if (pictures) await page.screenshot({ path: `${pictures}/look-agreement-${label}.png` });
        await page.locator('main button.main').click();
        await page.waitForURL((url) => url.pathname === '/account');
        await page.context().close();
      } else expect(await close(page, `agreement-${label}-${width}`)).toBe(0);
    }
    const { page } = await open(member, '/legal/terms', 360);
    expect(await page.locator('.prose h2').innerText()).toBe('One');
    expect(await close(page, `terms-${label}`)).toBe(0);
  });
});
