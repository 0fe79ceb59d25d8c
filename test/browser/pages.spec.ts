import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser as Chromium, Page } from 'playwright-core';
import { launchChromium } from '#platform/documents';
import { Jobs } from '#platform/jobs';
import { ThemeLibrary } from '#platform/themes';
import { TestApplication } from '../support/application.js';
import type { Browser } from '../support/http.js';
import { keyOf, pathFor, PEOPLE_PORTALS, type PeoplePortal, routesOf } from '../support/routes.js';
import { type Party, partyOf } from '../support/world.js';
import { LABELS, type LabelWords, wordsOf } from './support/page-words.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pageFaults = readFileSync(new URL('./support/page-faults.js', import.meta.url), 'utf8');
/** Set to a folder, it keeps a picture of every page: for people who want to look. */
const pictures = process.env['SHOTS'];

type Audit = 'everything' | 'contrast';

/** One page in one label. */
interface Visit {
  readonly page: number;
  readonly label: number;
  readonly name: string;
}

const WIDTHS = [360, 1280] as const;

/**
 * The labels share the examination of each page: one, in turn, looks for every barrier, since the structure is the same
 * in all; another looks at its colours, in the other scheme. What a language or a face can break is looked at in all.
 */
function auditOf({ page, label }: Visit): Audit | null {
  const turn = (page + label) % LABELS.length;
  return turn === 0 ? 'everything' : turn === 1 ? 'contrast' : null;
}

const schemeOf = ({ page, label }: Visit): 'light' | 'dark' => ((page + label) % 2 === 0 ? 'light' : 'dark');

describe('every page, in a real browser', () => {
  let app: TestApplication;
  let chromium: Chromium;
  const people = new Map<string, { party: Party; staff: Browser }>();

  beforeAll(async () => {
    app = await TestApplication.start();
    for (const { key, canary, labelWord } of LABELS)
      people.set(key, await partyOf(app, key, canary, labelWord));
    await app.app.get(Jobs).idle(90_000);
    chromium = await launchChromium({});
  }, 120_000);
  afterAll(async () => {
    await chromium?.close();
    await app?.stop();
  });

  for (const [label, words] of LABELS.entries()) {
    for (const portal of PEOPLE_PORTALS) {
      it(`has no barrier, is whole on phone and desktop, and speaks its language: ${words.key}, ${portal}`, async () => {
        app.app.get(ThemeLibrary).missing.clear();
        const { party, staff } = people.get(words.key)!;
        const person = portal === 'studio' ? staff : party[portal];
        const page = await open(chromium, person);
        const faults: string[] = [];
        page.on('pageerror', (error) => faults.push(`${words.key}: script error ${error.message}`));
        const links = new Set<string>();
        for (const [index, { path, name }] of pagesOf(app, portal, party).entries()) {
          const found = await visit(page, `http://${person.host}:${app.port}${path}`, words, {
            page: index,
            label,
            name,
          });
          faults.push(...found.faults.map((fault) => `${words.key} ${name}: ${fault}`));
          found.links.forEach((link) => links.add(link));
        }
        await page.context().close();
        faults.push(...(await deadLinks(person, links)));
        faults.push(...[...app.app.get(ThemeLibrary).missing].map((what) => `missing in the theme: ${what}`));
        expect(faults).toEqual([]);
      }, 240_000);
    }
  }
});

function pagesOf(app: TestApplication, portal: PeoplePortal, party: Party) {
  const pages = routesOf(app, portal)
    .filter(({ method, facts }) => method === 'GET' && facts.view)
    .map((route) => ({ path: pathFor(route, party.ids), name: keyOf(route) }));
  return [...pages, { path: '/no/such/page', name: `${portal} 404` }];
}

async function open(chromium: Chromium, person: Browser): Promise<Page> {
  const context = await chromium.newContext({ reducedMotion: 'reduce', bypassCSP: true });
  const cookie = person.sessionCookie;
  if (cookie) await context.addCookies([{ ...cookie, domain: person.host, path: '/' }]);
  const page = await context.newPage();
  await page.addInitScript(pageFaults);
  return page;
}

async function visit(
  page: Page,
  url: string,
  words: LabelWords,
  visited: Visit,
): Promise<{ faults: string[]; links: string[] }> {
  const faults: string[] = [];
  const scheme = schemeOf(visited);
  const [first, second] = visited.page % 2 === 0 ? WIDTHS : [WIDTHS[1], WIDTHS[0]];
  await page.setViewportSize({ width: first, height: 800 });
  await page.emulateMedia({ colorScheme: scheme });
  const status = (await page.goto(url, { waitUntil: 'load' }))?.status() ?? 0;
  if (status >= 400 && status !== 404 && status !== 410) faults.push(`answers ${status}`);
  const look = async (width: number, audit: Audit | null) => {
    const told = (await page.evaluate(`pageFaults(${JSON.stringify(wordsOf(words))})`)) as string[];
    if (audit) told.push(...(await barriers(page, audit)));
    faults.push(...told.map((fault) => `${width} px ${scheme}: ${fault}`));
    if (pictures) await picture(page, join(pictures, `${words.key}-${width}-${scheme}`), visited.name);
  };
  await look(first, auditOf(visited));
  await page.setViewportSize({ width: second, height: 800 });
  await look(second, null);
  const links = (await page.evaluate(
    `[...document.querySelectorAll('a[href]:not([download])')].map(({ href }) => href)`,
  )) as string[];
  return { faults, links: status < 400 ? links : [] };
}

async function barriers(page: Page, audit: Audit): Promise<string[]> {
  await page.evaluate(axe);
  const only = audit === 'contrast' ? ", runOnly: ['color-contrast']" : '';
  return (await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'], preload: false${only} }).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.slice(0, 2).map(({ html }) => html.slice(0, 160)).join(' | ')))`,
  )) as string[];
}

/** What pages lead to within their portal is there, each kind of address once. */
async function deadLinks(person: Browser, links: ReadonlySet<string>): Promise<string[]> {
  const kinds = new Map<string, string>();
  for (const link of links) {
    const { hostname, pathname, search } = new URL(link);
    if (hostname !== person.host || /^\/(sign-out|files)\b/.test(pathname)) continue;
    kinds.set(pathname.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id'), pathname + search);
  }
  const dead: string[] = [];
  for (const path of kinds.values()) {
    const { status } = await person.page(path);
    if (status >= 400 && status !== 410) dead.push(`a link leads to ${path}, which answers ${status}`);
  }
  return dead;
}

async function picture(page: Page, folder: string, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name.replace(/[^\w]+/g, '-')}.png`), fullPage: true });
}
