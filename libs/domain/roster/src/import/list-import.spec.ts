import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runForTenant, systemActor } from '#platform/kernel';
import { TestApplication } from '../../../../../test/support/application.js';
import { RosterExport } from '../roster-export.js';
import { ListImport, type ListImportOptions } from './list-import.js';

const FOLDER = fileURLToPath(new URL('../../../../../../shared/data/rosters/', import.meta.url));
const present = existsSync(FOLDER);

const LISTS = [
  ['instagram-top-200.csv', 200, 0, 0],
  ['instagram-2022-06.csv', 1022, 43, 0],
  ['instagram-2022-09.csv', 1050, 67, 0],
  ['tiktok-2022-09.csv', 1000, 4, 0],
  ['youtube-2022-12.csv', 1003, 4, 0],
  ['youtube-global-995.csv', 995, 1, 15],
  ['youtube-top-5000.csv', 5000, 21, 0],
] as const;

let app: TestApplication;
beforeAll(async () => {
  app = await TestApplication.start();
});
afterAll(() => app.stop());

const importPath = (path: string, options: ListImportOptions = {}, label = 'switchback') =>
  runForTenant(app.tenantId(label), systemActor, () => app.app.get(ListImport).run({ path }, options));
const importText = (content: string, options: ListImportOptions = {}, label = 'puder') =>
  runForTenant(app.tenantId(label), systemActor, () =>
    app.app
      .get(ListImport)
      .run({ stream: Readable.from([Buffer.from(content)]), filename: 'instagram.csv' }, options),
  );
const count = (label: string, sql: string) =>
  app.inside(label, async (db) => {
    const row = await db.one<{ n: number }>({
      name: `count_${sql}`,
      text: `SELECT count(*)::int AS n FROM ${sql}`,
    });
    return row!.n;
  });
const channel = (label: string, handle: string) =>
  app.inside(label, (db) =>
    db.one<Record<string, unknown>>({
      name: 'one_channel',
      text: `SELECT i.display_name, i.email, i.country, i.topics, i.top_followers, c.followers, c.engagement_ppm, c.topics AS channel_topics,
               c.country AS channel_country, c.search::text AS search
             FROM influencer_channel c JOIN influencer i ON i.tenant_id = c.tenant_id AND i.id = c.influencer_id WHERE c.handle_norm = $1`,
      values: [handle],
    }),
  );

(present ? describe : describe.skip)("importing the real creators' lists", () => {
  it.each(LISTS)(
    '%s: %d rows, %d duplicates, %d rejected; and again, only updates',
    async (name, rows, duplicates, rejected) => {
      const before = await count('switchback', 'influencer_channel');
      const first = await importPath(FOLDER + name);
      expect(first).toMatchObject({ rows, duplicates, rejected });
      expect(first.created + first.updated).toBe(rows - duplicates - rejected);
      const after = await count('switchback', 'influencer_channel');
      expect(after - before).toBe(first.created);
      const second = await importPath(FOLDER + name);
      expect(second).toMatchObject({
        rows,
        created: 0,
        updated: rows - duplicates - rejected,
        duplicates,
        rejected,
      });
      expect(await count('switchback', 'influencer_channel')).toBe(after);
      expect(await count('switchback', 'influencer')).toBe(after);
    },
  );

  it('gives instagram-top-200 back as its expected list, from what the roster holds', async () => {
    const path = `${FOLDER}instagram-top-200.csv`;
    const { mapping } = await importPath(path, {}, 'puder');
    const lines = runForTenant(app.tenantId('puder'), systemActor, () =>
      text(Readable.from(app.app.get(RosterExport).lines({ path }, mapping))),
    );
    expect(await lines).toBe(await readFile(`${FOLDER}instagram-top-200.expected.csv`, 'utf8'));
  });
});

describe('importing a list', () => {
  it('does everything in a dry run and keeps nothing', async () => {
    const before = await count('puder', 'influencer');
    const dry = await importText('handle,followers\ndry.one,1000\ndry.two,many\n', { dryRun: true });
    expect(dry).toMatchObject({ importId: null, rows: 2, created: 1, rejected: 1 });
    expect(dry.remarks).toMatchObject([
      { row: 3, column: 'followers', value: 'many', reason: 'notANumber', kind: 'rejected' },
    ]);
    expect(await count('puder', 'influencer')).toBe(before);
    expect(await count('puder', 'roster_import')).toBe(
      await count('puder', "roster_import WHERE state = 'done'"),
    );
  });

  it('never erases what is known with what is missing', async () => {
    await importText(
      'handle,name,followers,email,country,category\nkeep.me,Kept Person,1200,k@x.example,Germany,Beauty\n',
    );
    const again = await importText('handle,followers,email,country\nkeep.me,1300,,\n');
    expect(again).toMatchObject({ created: 0, updated: 1 });
    expect(await channel('puder', 'keep.me')).toMatchObject({
      display_name: 'Kept Person',
      email: 'k@x.example',
      country: 'DE',
      topics: ['Beauty'],
      followers: 1300,
      top_followers: 1300,
    });
  });

  it('keeps the first of two rows of one creator, and fills what it lacks from the other', async () => {
    const result = await importText('handle,followers,email\ntwice.here,100,\ntwice.here,999,t@x.example\n');
    expect(result).toMatchObject({ created: 1, duplicates: 1 });
    expect(await channel('puder', 'twice.here')).toMatchObject({ followers: 100, email: 't@x.example' });
  });

  it('finds doubles that are thousands of rows apart', async () => {
    const rows = Array.from({ length: 4_500 }, (_, i) => `far.${i % 4_400},${i}`);
    const result = await importText(`handle,followers\n${rows.join('\n')}\n`);
    expect(result).toMatchObject({ rows: 4_500, created: 4_400, duplicates: 100, rejected: 0 });
    expect(await channel('puder', 'far.7')).toMatchObject({ followers: 7 });
  });

  it('keeps words, topics and country of a search current', async () => {
    await importText('handle,name,country,category\nmove.me,Old Name,France,Food\n');
    await importText('handle,name,country,category\nmove.me,Néw Näme,Italy,Travel\n');
    const found = await channel('puder', 'move.me');
    expect(found).toMatchObject({ channel_country: 'IT', channel_topics: ['Travel'] });
    expect(found!['search']).toContain("'name'");
    expect(found!['search']).toContain("'#travel'");
    expect(found!['search']).not.toContain('food');
    expect(found!['search']).not.toContain("'old'");
  });

  it('leaves what a person who claimed the profile says, and takes the figures', async () => {
    await importText('handle,name,followers\nclaimed.one,List Name,10\n');
    await app.inside('puder', (db) =>
      db.query({
        name: 'claim',
        text: "UPDATE influencer SET claimed_at = now() WHERE top_handle = 'claimed.one'",
      }),
    );
    await importText('handle,name,followers\nclaimed.one,Another Name,20\n');
    expect(await channel('puder', 'claimed.one')).toMatchObject({ display_name: 'List Name', followers: 20 });
  });

  it('lists doubles by a derived name instead of merging two people', async () => {
    const result = await importText('channel,subscribers\nThe Same!,500\nThe same,700\n', {
      platform: 'youtube',
    });
    expect(result).toMatchObject({ created: 1, duplicates: 1, rejected: 0 });
    expect(result.remarks).toMatchObject([
      { row: 3, value: 'The same', reason: 'derivedTwice', kind: 'duplicate' },
    ]);
  });

  describe('with several accounts of a person side by side', () => {
    const HEADER = 'Name,Instagram,Instagram followers,TikTok,TikTok followers,Country\n';
    const accountsOf = (handle: string) =>
      app.inside('puder', (db) =>
        db.query<{ platform: string; handle: string; followers: number | null; place: number }>({
          name: 'accounts_of',
          text: `SELECT c.platform, c.handle, c.followers, c.place FROM influencer_channel c
                 WHERE c.influencer_id = (SELECT influencer_id FROM influencer_channel WHERE handle_norm = $1 ORDER BY id LIMIT 1)
                 ORDER BY c.place`,
          values: [handle],
        }),
      );
    const named = (name: string) =>
      app.inside('puder', (db) =>
        db.query<{ id: string; top_handle: string }>({
          name: 'people_named',
          text: 'SELECT id, top_handle FROM influencer WHERE display_name = $1',
          values: [name],
        }),
      );

    it('brings in one person with all of them, and counts people', async () => {
      const result = await importText(
        `${HEADER}Ann Two,ann.two,1K,ann.tok,3K,DE\nBea One,bea.one,5K,,,FR\nCy Tok,,,cy.tok,7K,US\nNo One,,,,,US\n`,
      );
      expect(result).toMatchObject({ rows: 4, created: 3, updated: 0, duplicates: 0, rejected: 1 });
      expect(result.remarks).toMatchObject([{ row: 5, reason: 'handleMissing' }]);
      expect(await accountsOf('ann.two')).toEqual([
        { platform: 'tiktok', handle: 'ann.tok', followers: 3000, place: 0 },
        { platform: 'instagram', handle: 'ann.two', followers: 1000, place: 1 },
      ]);
      expect(await named('Ann Two')).toMatchObject([{ top_handle: 'ann.tok' }]);
      expect((await channel('puder', 'ann.two'))!['search']).toContain('tok');
      expect(await accountsOf('cy.tok')).toMatchObject([{ platform: 'tiktok', followers: 7000 }]);
    });

    it('updates them when the list comes again, whichever account leads by then', async () => {
      const again = await importText(
        `${HEADER}Ann Two,ann.two,9K,ann.tok,3K,DE\nBea One,bea.one,5K,bea.tok,1,FR\n`,
      );
      expect(again).toMatchObject({ created: 0, updated: 2, duplicates: 0, rejected: 0 });
      expect(await accountsOf('ann.tok')).toMatchObject([
        { handle: 'ann.two', followers: 9000 },
        { handle: 'ann.tok', followers: 3000 },
      ]);
      expect(await accountsOf('bea.one')).toMatchObject([{ handle: 'bea.one' }, { handle: 'bea.tok' }]);
      expect(await named('Bea One')).toHaveLength(1);
    });

    it('gives a new account to whom another list brought', async () => {
      await importText('username,name,followers\nknown.ig,Known One,10\n');
      const result = await importText(`${HEADER}Known One,known.ig,11,known.tok,5M,\n`);
      expect(result).toMatchObject({ created: 0, updated: 1 });
      expect(await accountsOf('known.ig')).toMatchObject([
        { handle: 'known.tok' },
        { handle: 'known.ig', followers: 11 },
      ]);
      expect(await named('Known One')).toHaveLength(1);
    });

    it('makes no two people one because they share an account, and counts a person named twice as a double', async () => {
      const shared = `${HEADER}Dee,dee.ig,9,pair.tok,1,\nEve,eve.ig,9,pair.tok,1,\nDee again,,,pair.tok,2,\n`;
      const first = await importText(shared);
      expect(first).toMatchObject({ rows: 3, created: 2, duplicates: 1, rejected: 0 });
      expect(await accountsOf('dee.ig')).toMatchObject([{ handle: 'dee.ig' }, { handle: 'pair.tok' }]);
      expect(await accountsOf('eve.ig')).toMatchObject([{ handle: 'eve.ig' }]);
      expect(await importText(shared)).toMatchObject({ created: 0, updated: 2, duplicates: 1 });
    });

    it('says so the same way thousands of rows apart', async () => {
      const filler = Array.from({ length: 2_100 }, (_, i) => `F ${i},fill.${i},1,,,`).join('\n');
      const list = `${HEADER}Far One,far.ig,5,far.tok,1,\n${filler}\nFar One,far.ig,5,far.tok,1,\nFar Two,far.two,5,far.tok,1,\n`;
      expect(await importText(list)).toMatchObject({
        rows: 2_103,
        created: 2_102,
        duplicates: 1,
        rejected: 0,
      });
      expect(await importText(list)).toMatchObject({ created: 0, updated: 2_102, duplicates: 1 });
      expect(await accountsOf('far.two')).toMatchObject([{ handle: 'far.two' }]);
    });
  });
});
