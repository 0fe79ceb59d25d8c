import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser as Chromium, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '#platform/documents';
import { ThemeLibrary } from '#platform/themes';
import { TestApplication } from '../support/application.js';
import type { Browser } from '../support/http.js';
import { keyOf, pathFor, PEOPLE_PORTALS, type PeoplePortal, routesOf } from '../support/routes.js';
import { buildWorld, type Party, type World } from '../support/world.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Set to a folder, it keeps a picture of every page: for people who want to look. */
const pictures = process.env['SHOTS'];

type Audit = 'everything' | 'contrast';

interface Look {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  /** Everything in one look of each page; what another look can change, which is colour, in all. */
  readonly audit: Audit;
}

interface Dress {
  readonly label: string;
  readonly party: (world: World) => Party;
  readonly looks: readonly Look[];
}

const DRESSES: readonly Dress[] = [
  {
    label: 'switchback',
    party: (world) => world.mine,
    looks: [
      { width: 360, scheme: 'light', audit: 'everything' },
      { width: 1280, scheme: 'dark', audit: 'contrast' },
    ],
  },
  {
    label: 'puder',
    party: (world) => world.foreign,
    looks: [
      { width: 360, scheme: 'dark', audit: 'contrast' },
      { width: 1280, scheme: 'light', audit: 'contrast' },
    ],
  },
];

describe('every page, in a real browser', () => {
  let app: TestApplication;
  let world: World;
  let chromium: Chromium;

  beforeAll(async () => {
    app = await TestApplication.start();
    world = await buildWorld(app);
    chromium = await launchChromium({});
  }, 120_000);
  afterAll(async () => {
    await chromium.close();
    await app.stop();
  });

  for (const dress of DRESSES) {
    for (const portal of PEOPLE_PORTALS) {
      it(`is accessible, fits and is translated, on phone and desktop, light and dark: ${dress.label}, ${portal}`, async () => {
        app.app.get(ThemeLibrary).missing.clear();
        const party = dress.party(world);
        const person = personOf(world, party, portal);
        const context = await open(chromium, person);
        const pages = routesOf(app, portal)
          .filter(({ method, facts }) => method === 'GET' && facts.view)
          .map((route) => ({ path: pathFor(route, party.ids), name: keyOf(route) }));
        const faults: string[] = [];
        for (const { path, name } of [...pages, { path: '/no/such/page', name: `${portal} 404` }]) {
          faults.push(...(await visit(context, `http://${person.host}:${app.port}${path}`, dress, name)));
        }
        await context.close();
        faults.push(...[...app.app.get(ThemeLibrary).missing].map((what) => `missing in the theme: ${what}`));
        expect(faults).toEqual([]);
      }, 240_000);
    }
  }
});

function personOf(world: World, party: Party, portal: PeoplePortal): Browser {
  if (portal === 'studio') return party === world.foreign ? world.staff.foreign : world.staff.mine;
  return party[portal];
}

async function open(chromium: Chromium, person: Browser): Promise<BrowserContext> {
  const context = await chromium.newContext({ reducedMotion: 'reduce', bypassCSP: true });
  const cookie = person.sessionCookie;
  if (cookie) await context.addCookies([{ ...cookie, domain: person.host, path: '/' }]);
  return context;
}

async function visit(context: BrowserContext, url: string, dress: Dress, name: string): Promise<string[]> {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`script error ${error.message}`));
  try {
    const status = (await page.goto(url, { waitUntil: 'load' }))?.status() ?? 0;
    if (status >= 400 && status !== 404 && status !== 410) faults.push(`answers ${status}`);
    if (/^\s*(·|$)/.test(await page.title())) faults.push('has no title');
    await page.evaluate(axe);
    // A colour on its way from light to dark is neither.
    await page.addStyleTag({ content: '*, ::before, ::after { transition: none !important }' });
    for (const { width, scheme, audit } of dress.looks) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme: scheme });
      const seen = await lookAt(page, audit);
      faults.push(...seen.map((fault) => `${width} px ${scheme}: ${fault}`));
      if (pictures)
        await picture(
          page,
          join(pictures, `${dress.label}-${width === 360 ? 'phone' : 'desktop'}-${scheme}`),
          name,
        );
    }
  } finally {
    await page.close();
  }
  return faults.map((fault) => `${dress.label} ${name}: ${fault}`);
}

/** What a person would stumble over: barriers, and a page wider than the screen. */
async function lookAt(page: Page, audit: Audit): Promise<string[]> {
  const wide = Number(
    await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
  );
  const only = audit === 'contrast' ? ", runOnly: ['color-contrast']" : '';
  const violations = (await page.evaluate(
    `axe.run(document, { resultTypes: ['violations']${only} }).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.slice(0, 2).map(({ html }) => html.slice(0, 160)).join(' | ')))`,
  )) as string[];
  return [...(wide > 1 ? [`${wide} px wider than the screen`] : []), ...violations];
}

async function picture(page: Page, folder: string, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name.replace(/[^\w]+/g, '-')}.png`), fullPage: true });
}
