import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { launchChromium } from '#platform/documents';
import type { Browser as Chromium, Page } from 'playwright-core';
import sharp from 'sharp';
import { TestApplication } from '../support/application.js';
import { fundedCampaign } from '../support/campaign-path.js';
import type { Browser } from '../support/http.js';
import { type Signed, signedCollaboration } from '../support/signed-collaboration.js';

const BARE = 'New boots for the winter trails.';
/** Set to a folder, it keeps pictures of what was seen. */
const pictures = process.env['SHOTS'];

describe('content, in a real browser', () => {
  let app: TestApplication;
  let chromium: Chromium;
  let organizationId: string;
  let admin: Browser;
  let maya: Signed;
  let at: string;
  let own: string;

  beforeAll(async () => {
    app = await TestApplication.start();
    organizationId = await app.organization('switchback', 'Nordvik Outdoor');
    admin = await app.member('switchback', organizationId, 'admin');
    const staff = await app.staff('switchback', 'manager');
    const markets = { markets: ['US', 'DE'] };
    const campaignId = await fundedCampaign(app, admin, staff, organizationId, markets);
    at = `/o/${organizationId}/campaigns/${campaignId}`;
    maya = await signedCollaboration(app, 'switchback', admin, at, 'Maya Brandt');
    const list = await maya.influencer.get(`/collaborations/${maya.collaborationId}/content`);
    own = list.json<{ data: { path: string }[] }>().data[0]?.path ?? '';
    chromium = await launchChromium({});
  }, 120_000);
  afterAll(async () => {
    await chromium.close();
    await app.stop();
  });

  async function open(person: Browser, path: string, width = 1280): Promise<Page> {
    const context = await chromium.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
    const cookie = person.sessionCookie;
    if (cookie) await context.addCookies([{ ...cookie, domain: person.host, path: '/' }]);
    const page = await context.newPage();
    await page.goto(`http://${person.host}:${app.port}${path}`);
    return page;
  }

  async function keep(page: Page, name: string): Promise<void> {
    if (pictures) await page.screenshot({ path: `${pictures}/content-${name}.png`, fullPage: true });
  }

  it('judges a caption while it is typed, and takes the corrected one with one press, files kept', async () => {
    const page = await open(maya.influencer, own);
    const picture = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#47694c' } })
      .png()
      .toBuffer();
    await page.setInputFiles('input[type=file]', {
      name: 'trail.png',
      mimeType: 'image/png',
      buffer: picture,
    });
    await page.waitForSelector('input[type=hidden][name=fileIds]', { state: 'attached' });
    await page.fill('#f-caption', BARE);
    await page.waitForSelector('#disclosure .badge[data-kind=refused]');
    expect(await page.inputValue('#f-caption')).toBe(BARE);
    await keep(page, 'draft');
    await page.click('#disclosure button[name=caption]');
    await page.waitForSelector('#disclosure .badge[data-kind=good]');
    expect(await page.inputValue('#f-caption')).toContain(BARE);
    expect(await page.inputValue('#f-caption')).not.toBe(BARE);
    expect(await page.locator('input[type=hidden][name=fileIds]').count()).toBe(1);
    await page.click('#draft button.main');
    await page.waitForSelector('#v1');
    await keep(page, 'handed-in');
    await page.context().close();
  }, 120_000);

  it('pins a comment to the place in the picture that was pressed', async () => {
    const id = own.split('/').at(-1) ?? '';
    const page = await open(admin, `${at}/content/${id}`);
    const image = page.locator('[data-pins] > img').first();
    const box = await image.boundingBox();
    if (!box) throw new Error('the picture is not shown');
    await image.click({ position: { x: box.width / 4, y: box.height / 2 } });
    await page.keyboard.type('Show the sole');
    await keep(page, 'review');
    await page.click('#comment button[type=submit]');
    await page.waitForSelector('.pins circle', { state: 'attached' });
    const { shown } = (await admin.get(`${at}/content/${id}`)).json<{
      shown: { said: { note: string; pin: { x: number; y: number } }[] };
    }>();
    expect(shown.said[0]).toMatchObject({ note: 'Show the sole', pin: { number: 1 } });
    expect(Math.abs((shown.said[0]?.pin.x ?? 0) - 250)).toBeLessThan(15);
    expect(Math.abs((shown.said[0]?.pin.y ?? 0) - 500)).toBeLessThan(15);
    await keep(page, 'pinned');
    await page.context().close();
    const phone = await open(admin, `${at}/content/${id}`, 360);
    expect(
      await phone.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'),
    ).toBe(true);
    await keep(phone, 'review-phone');
    await phone.context().close();
  }, 120_000);
});
