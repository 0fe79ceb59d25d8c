import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '#platform/documents';
import { LABELS, type LabelWords, wordsOf } from './support/page-words.js';

const pageFaults = readFileSync(new URL('./support/page-faults.js', import.meta.url), 'utf8');

describe('the examination of a page', () => {
  let chromium: Browser;
  let page: Page;

  beforeAll(async () => {
    chromium = await launchChromium({});
    page = await chromium.newPage({ viewport: { width: 360, height: 600 } });
  }, 60_000);
  afterAll(() => chromium?.close());

  /** One fault is planted in a page that is otherwise in order. */
  async function faultsOf(body: string, key: LabelWords['key'] = 'sama'): Promise<string> {
    const words = LABELS.find((label) => label.key === key);
    const dir = key === 'sama' ? 'rtl' : 'ltr';
    await page.setContent(
      `<!doctype html><html dir="${dir}"><title>١</title><body style="margin:0;font:16px sans-serif"><main>${body}</main></body></html>`,
    );
    await page.evaluate(pageFaults);
    const found = (await page.evaluate(`pageFaults(${JSON.stringify(wordsOf(words!))})`)) as string[];
    return found.join('\n');
  }

  it.each([
    ['a page wider than the screen', '<div style="width:500px">ا</div>', /wider than the screen/],
    [
      'text that an element cuts off',
      '<p style="width:60px;overflow:hidden;white-space:nowrap">حملات كثيرة جدًا هنا</p>',
      /is cut off by/,
    ],
    [
      'text cut off at its foot',
      '<div style="height:20px;overflow:hidden">حملات<br>كثيرة<br>هنا</div>',
      /cut off at its foot/,
    ],
    [
      'text beyond the edge where nothing scrolls',
      '<p style="position:fixed;right:-40px;top:0">حملات</p>',
      /runs off the screen/,
    ],
    [
      'a button too small for its text',
      '<button style="width:60px;white-space:nowrap;padding:0">إرسال الحملة كلها للاعتماد</button>',
      /does not hold its text/,
    ],
    ['a key in place of a text', '<p>campaigns.submit</p>', /shows a key/],
    [
      'a key where only a screen reader meets it',
      '<nav aria-label="common.breadcrumbs">ا</nav>',
      /shows a key/,
    ],
    ['a text of the English locale', '<h2>Campaigns</h2>', /is English/],
    ['an English word that no locale has', '<p>ثلاث waves اليوم</p>', /holds waves/],
    ['an English placeholder', '<input placeholder="Search campaigns here">', /placeholder holds/],
  ])('finds %s', async (_what, body, fault) => {
    expect(await faultsOf(body)).toMatch(fault);
  });

  it('finds an English sentence on a German page', async () => {
    expect(await faultsOf('<p>This is not yet on its way.</p>', 'puder')).toMatch(/looks English/);
    expect(await faultsOf('<p>Das Budget ist live, im Team.</p>', 'puder')).toBe('');
  });

  it.each([
    ['what people wrote', '<p>من <bdi dir="ltr">Nadia Farouk</bdi></p>'],
    ['names and codes', '<p>ملف CSV أو PDF، color.accent، https://brand.example</p>'],
    [
      'text that says by dots that it goes on',
      '<p style="width:60px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis">حملات كثيرة جدًا هنا</p>',
    ],
    [
      'a row that scrolls',
      '<div style="overflow-x:auto;width:200px"><p style="width:600px">حملات كثيرة</p></div>',
    ],
  ])('lets %s stand', async (_what, body) => {
    expect(await faultsOf(body)).toBe('');
  });
});
