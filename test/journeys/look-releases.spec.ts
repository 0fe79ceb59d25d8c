import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DomainError, runForTenant, systemActor } from '#platform/kernel';
import {
  LookAssets,
  LookContent,
  parseTenantsFile,
  Releases,
  TenantApply,
  TenantDirectory,
} from '#domain/tenants';
import { readFileSync } from 'node:fs';
import { TestApplication } from '../support/application.js';

const example = () => parseTenantsFile(readFileSync('tenants.example.json', 'utf8'));

let first: TestApplication;
let second: TestApplication;

beforeAll(async () => {
  first = await TestApplication.start();
  second = await TestApplication.startBeside(first);
}, 60_000);
afterAll(async () => {
  await second.stop();
  await first.stop();
});

async function publish(change: (content: LookContent) => LookContent, label = 'switchback'): Promise<number> {
  const releases = first.app.get(Releases);
  return first.inside(label, async () => {
    const content = await releases.content();
    return (await releases.publish({ content: change(content), why: 'a test', origin: 'published' })).number;
  });
}

async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: DomainError) => error.code,
  );
}

const keep = (colour: string) =>
  first.app
    .get(LookAssets)
    .keep(
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 40" width="160" height="40"><rect width="160" height="40" fill="${colour}"/></svg>`,
      ),
      'wide',
    );

const sheetOf = (html: string) => /\/assets\/look-[\w-]+\.css/.exec(html)?.[0] ?? '';
const signInPage = async (app: TestApplication, label = 'switchback') =>
  (await app.browser(label, 'influencer').page('/sign-in')).text;

describe('publishing a look', () => {
  it('reaches the other process within a second, without a restart', async () => {
    const before = sheetOf(await signInPage(second));
    await publish((content) => ({ ...content, tokens: { ...content.tokens, 'color.accent': '#7a1fa0' } }));
    const started = Date.now();
    await second.until(async () => sheetOf(await signInPage(second)) !== before, 1_000);
    expect(Date.now() - started).toBeLessThan(1_000);
    const sheet = sheetOf(await signInPage(second));
    expect(sheet).toBe(sheetOf(await signInPage(first)));
    expect((await second.browser('switchback', 'brand').page(sheet)).text).toContain('#7a1fa0');
  });

  it('goes on serving the sheets of former releases, in a process that never showed them too', async () => {
    const old = sheetOf(await signInPage(first));
    await publish((content) => ({ ...content, tokens: { ...content.tokens, 'color.accent': '#1f4fa0' } }));
    for (const app of [first, second]) {
      const answer = await app.browser('switchback', 'brand').page(old);
      expect([answer.status, answer.text.includes('#7a1fa0')]).toEqual([200, true]);
    }
    const third = await TestApplication.startBeside(first);
    expect((await third.browser('switchback', 'brand').page(old)).status).toBe(200);
    expect((await third.browser('puder', 'brand').page(old)).status).toBe(404);
    await third.stop();
  }, 30_000);

  it.each(['without', 'with'])(
    'mixes no releases under load, %s logos: a page is of one',
    async (logos) => {
      const word = (html: string) => /Marker\d+with(out)?/.exec(html)?.[0] ?? '';
      const colours = ['#5a2f80', '#2f4f90', '#a01f1f', '#1f6b2a', '#6b3d1f', '#1f5f6b'];
      const pictures = await Promise.all(
        colours.map((colour) => runForTenant(first.tenantId('switchback'), systemActor, () => keep(colour))),
      );
      const pictureOf = (html: string) => /\/assets\/own-[\w-]+\.svg/.exec(html)?.[0] ?? '';
      const pages: string[] = [];
      let going = true;
      const load = [first, second].flatMap((app) =>
        Array.from({ length: 4 }, async () => {
          while (going) pages.push(await signInPage(app));
        }),
      );
      for (const [at, colour] of colours.entries()) {
        await publish((content) => ({
          ...content,
          // A sheet of its own for each release: the run before has used the same colours.
          tokens: { ...content.tokens, 'color.accent': colour, radius: logos === 'with' ? '7px' : '3px' },
          words: { ...content.words, en: { ...content.words['en'], influencers: `Marker${at}${logos}` } },
          logos: logos === 'with' ? { wide: pictures[at]! } : {},
        }));
        await new Promise((resolve) => setTimeout(resolve, 120));
      }
      going = false;
      await Promise.all(load);
      const pairs = new Set(pages.map((html) => `${sheetOf(html)} ${word(html)}${pictureOf(html)}`));
      const bySheet = new Map<string, Set<string>>();
      for (const pair of pairs) {
        const [sheet = '', marker = ''] = pair.split(' ');
        bySheet.set(sheet, (bySheet.get(sheet) ?? new Set()).add(marker));
      }
      expect(pages.some((html) => pictureOf(html) !== '')).toBe(logos === 'with');
      expect(pages.length).toBeGreaterThan(50);
      expect(bySheet.size).toBeGreaterThan(3);
      expect([...bySheet.values()].filter((markers) => markers.size !== 1)).toEqual([]);
    },
    30_000,
  );

  it('refuses what cannot be read, and says what would do', async () => {
    const attempt = publish((content) => ({
      ...content,
      tokens: { ...content.tokens, 'color.ink': '#dddddd' },
    }));
    expect(await refusal(attempt)).toBe('look_not_publishable');
  });

  it('refuses to publish the same again', async () => {
    expect(await refusal(publish((content) => content))).toBe('look_unchanged');
  });

  it('rolls back by a new release equal to the old one', async () => {
    const releases = first.app.get(Releases);
    const [before, number] = await first.inside('switchback', async () => {
      const { number: back } = await releases.rollBack(1, 'the first was better');
      return [(await releases.get(1)).content, back] as const;
    });
    const now = await first.inside('switchback', () => releases.current());
    expect(now).toMatchObject({ number, origin: 'rolledBack', originNumber: 1, content: before });
  });

  it('never changes or loses a release', async () => {
    for (const text of ['UPDATE look_release SET why = $1', 'DELETE FROM look_release WHERE why <> $1'])
      await expect(
        first.inside('switchback', (db) => db.query({ name: text.slice(0, 20), text, values: ['x'] })),
      ).rejects.toThrow();
  });

  it('is a matter of one label: another’s releases are not seen', async () => {
    expect(await first.inside('puder', () => first.app.get(Releases).current())).toBeNull();
  });
});

describe('a tenants file beside what the studio published', () => {
  it('keeps what the studio has changed and says so, follows in the rest', async () => {
    const specs = example().map((spec) => ({ ...spec, tokens: { 'color.accent': '#224466' } }));
    const apply = first.app.get(TenantApply);
    const lines = await apply.plan(specs);
    expect(lines).toContainEqual({ label: 'switchback', change: 'kept', path: 'tokens', note: 'studio' });
    expect(lines).toContainEqual(
      expect.objectContaining({ label: 'puder', change: 'changed', path: 'tokens' }),
    );
    await apply.apply(specs);
    const look = (label: string) => first.app.get(TenantDirectory).lookOf(first.tenantId(label));
    expect(look('puder').token('color.accent')).toBe('#224466');
    expect(look('switchback').token('color.accent')).not.toBe('#224466');
  });

  it('takes back what it is told to, as a release of its own, once', async () => {
    const specs = example().map((spec) => ({ ...spec, tokens: { 'color.accent': '#224466' } }));
    const apply = first.app.get(TenantApply);
    await apply.apply(specs, ['switchback.tokens']);
    const current = await first.inside('switchback', () => first.app.get(Releases).current());
    expect(current).toMatchObject({ origin: 'file', content: { tokens: { 'color.accent': '#224466' } } });
    expect(current?.owned).not.toContain('tokens');
    const again = await apply.apply(specs, ['switchback.tokens']);
    expect(again.filter(({ change }) => change === 'changed')).toEqual([]);
  });

  it('refuses to take what is no part of a label', async () => {
    const apply = first.app.get(TenantApply);
    expect(await refusal(apply.plan(example(), ['shoes']))).toBe('bad_take');
    expect(await refusal(apply.plan(example(), ['nobody.words']))).toBe('bad_take');
    expect(await refusal(apply.plan(example(), ['hosts']))).toBe('bad_take');
  });
});
