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

interface Look {
  readonly name: string;
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  readonly party: (world: World) => Party;
}

const LOOKS: readonly Look[] = [
  { name: 'switchback-phone-light', width: 360, scheme: 'light', party: (world) => world.mine },
  { name: 'switchback-desktop-dark', width: 1280, scheme: 'dark', party: (world) => world.mine },
  { name: 'puder-phone-dark', width: 360, scheme: 'dark', party: (world) => world.foreign },
  { name: 'puder-desktop-light', width: 1280, scheme: 'light', party: (world) => world.foreign },
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

  for (const look of LOOKS) {
    for (const portal of PEOPLE_PORTALS) {
      it(`is accessible, fits and is translated: ${look.name}, ${portal}`, async () => {
        app.app.get(ThemeLibrary).missing.clear();
        const party = look.party(world);
        const person = personOf(world, party, portal);
        const context = await open(chromium, person, look);
        const faults: string[] = [];
        for (const route of routesOf(app, portal).filter(
          ({ method, facts }) => method === 'GET' && facts.view,
        )) {
          const path = pathFor(route, party.ids);
          faults.push(...(await visit(context, app, person.host, path, `${look.name}/${keyOf(route)}`)));
        }
        faults.push(
          ...(await visit(context, app, person.host, '/no/such/page', `${look.name}/${portal} 404`)),
        );
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

async function open(chromium: Chromium, person: Browser, look: Look): Promise<BrowserContext> {
  const context = await chromium.newContext({
    viewport: { width: look.width, height: 800 },
    colorScheme: look.scheme,
    reducedMotion: 'reduce',
    bypassCSP: true,
  });
  const cookie = person.sessionCookie;
  if (cookie) await context.addCookies([{ ...cookie, domain: person.host, path: '/' }]);
  return context;
}

async function visit(
  context: BrowserContext,
  app: TestApplication,
  host: string,
  path: string,
  name: string,
): Promise<string[]> {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`${name}: script error ${error.message}`));
  try {
    const response = await page.goto(`http://${host}:${app.port}${path}`, { waitUntil: 'load' });
    const status = response?.status() ?? 0;
    if (status >= 500) faults.push(`${name}: answers ${status}`);
    if (status >= 400 && status !== 404 && status !== 410) faults.push(`${name}: answers ${status}`);
    faults.push(...(await look(page, name)));
    if (pictures) await picture(page, name);
  } finally {
    await page.close();
  }
  return faults;
}

/** What a person would stumble over: barriers, a page wider than the screen, a title that says nothing. */
async function look(page: Page, name: string): Promise<string[]> {
  const wide = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  const title = await page.title();
  await page.evaluate(axe);
  const violations = (await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.slice(0, 2).map(({ html }) => html.slice(0, 160)).join(' | ')))`,
  )) as string[];
  return [
    ...(Number(wide) > 1 ? [`${name}: ${String(wide)} px wider than the screen`] : []),
    ...(/^\s*(·|$)/.test(title) ? [`${name}: has no title`] : []),
    ...violations.map((violation) => `${name}: ${violation}`),
  ];
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = join(pictures ?? '', name.split('/')[0] ?? '');
  mkdirSync(folder, { recursive: true });
  const file = name
    .split('/')
    .slice(1)
    .join('_')
    .replace(/[^\w]+/g, '-');
  await page.screenshot({ path: join(folder, `${file}.png`), fullPage: true });
}
