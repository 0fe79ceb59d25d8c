import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/kernel';
import pg from 'pg';
import { TestApplication } from '../../../../test/support/application.js';
import { superuserUrl, type TestDatabase } from '../../../../test/support/database.js';
import { Disclosures, type JudgedPiece, type Moment } from './index.js';

const PIECE: JudgedPiece = {
  caption: '#ad Boots on wet rock',
  platform: 'instagram',
  format: 'feed',
  paidPartnershipLabel: false,
  markets: ['US'],
  brand: { name: 'Fennmoor', handles: ['@fennmoor'], tags: [] },
};

describe('the record of judgements', () => {
  let app: TestApplication;
  let admin: pg.Client;
  let folder: string;
  let subjectId: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'labels-'));
    const file = join(folder, 'tenants.json');
    const example = new URL('../../../../tenants.example.json', import.meta.url);
    const labels = JSON.parse(await readFile(example, 'utf8')) as {
      tenants: { key: string; disclosure: object }[];
    };
    for (const label of labels.tenants)
      if (label.key === 'puder') Object.assign(label.disclosure, { raise: ['wording.ambiguous'] });
    await writeFile(file, JSON.stringify(labels));
    app = await TestApplication.start({ tenantsFile: file });
    admin = new pg.Client({ connectionString: superuserUrl({ urls: app.urls } as TestDatabase) });
    await admin.connect();
    // As one who owns the machine could: past the policies and the trigger that refuses changes.
    await admin.query(`SET session_replication_role = 'replica'`);
  });
  afterAll(async () => {
    await admin?.end();
    await app?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    subjectId = newId();
  });

  const disclosures = (): Disclosures => app.app.get(Disclosures);
  const record = (moment: Moment, caption: string) => {
    const subject = { subjectKind: 'deliverable', subjectId, organizationId: newId(), influencerId: newId() };
    return app.inside('switchback', () => disclosures().record(subject, moment, { ...PIECE, caption }));
  };
  const broken = () => app.inside('switchback', () => disclosures().broken('deliverable', subjectId));
  const three = async () => [
    await record('submission', 'Boots on wet rock'),
    await record('submission', '#ad Boots on wet rock'),
    await record('approval', '#ad Boots on wet rock'),
  ];

  it('keeps each judgement as it was made, with the packs’ versions, bound to the one before', async () => {
    await three();
    const kept = await app.inside('switchback', () => disclosures().history('deliverable', subjectId));
    expect(kept.map(({ moment, verdict }) => [moment, verdict])).toEqual([
      ['submission', 'fail'],
      ['submission', 'pass'],
      ['approval', 'pass'],
    ]);
    expect(kept.map(({ previousHash }) => previousHash)).toEqual(['', kept[0]?.hash, kept[1]?.hash]);
    for (const { report, input } of kept) {
      expect(report.packs).toEqual([
        {
          jurisdiction: 'US',
          version: expect.stringMatching(/^US@\d{4}-\d\d-\d\d\.\d+$/),
          validFrom: expect.any(String),
        },
      ]);
      expect(input.caption).toContain('Boots on wet rock');
    }
    expect(await broken()).toBeNull();
  });

  it.each([
    ['its verdict', `UPDATE disclosure_report SET verdict = 'pass' WHERE id = $1`, 0],
    [
      'a finding',
      `UPDATE disclosure_report SET report = jsonb_set(report, '{findings}', '[]') WHERE id = $1`,
      0,
    ],
    [
      'the caption',
      `UPDATE disclosure_report SET input = jsonb_set(input, '{caption}', '"#ad"') WHERE id = $1`,
      1,
    ],
    [
      'the version of a pack',
      `UPDATE disclosure_report SET report = jsonb_set(report, '{packs,0,version}', '"US@2030-01-01.1"') WHERE id = $1`,
      2,
    ],
    ['its time', `UPDATE disclosure_report SET created_at = created_at - interval '1 day' WHERE id = $1`, 1],
    ['whose it is', `UPDATE disclosure_report SET influencer_id = organization_id WHERE id = $1`, 1],
  ])('finds a report in which %s was changed', async (_what, sql, at) => {
    const reports = await three();
    const { id } = reports[at]!;
    expect((await admin.query(sql, [id])).rowCount).toBe(1);
    expect(await broken()).toBe(id);
  });

  it('finds that a report is gone, from the middle and from the end', async () => {
    const [, , third] = await three();
    await admin.query('DELETE FROM disclosure_report WHERE id = $1', [third!.id]);
    expect(await broken()).toBe(third!.id);
    subjectId = newId();
    const [, middle, last] = await three();
    await admin.query('DELETE FROM disclosure_report WHERE id = $1', [middle!.id]);
    expect(await broken()).toBe(last!.id);
  });

  it('refuses a change by the product itself', async () => {
    const [first] = await three();
    for (const text of [
      `UPDATE disclosure_report SET verdict = 'pass' WHERE id = $1`,
      'DELETE FROM disclosure_report WHERE id = $1',
    ]) {
      const name = text.slice(0, 6);
      await expect(
        app.inside('switchback', (db) => db.query({ name, text, values: [first!.id] })),
      ).rejects.toThrow();
    }
  });

  it('keeps what the database cannot hold in a form that it can', async () => {
    const odd = '#spon\u0000 Boots \ud83e on rock';
    const { view } = await record('submission', odd);
    expect(view.findings.map(({ where }) => odd.slice(...where))).toEqual(['#spon']);
    expect(await broken()).toBeNull();
  });

  it('judges by the rules that the label raises, and only under that label', async () => {
    const piece = { ...PIECE, caption: 'Kooperation mit @fennmoor: Stiefel im Regen', markets: ['DE'] };
    const german = async (label: string) => {
      const { findings } = await app.inside(label, () => Promise.resolve(disclosures().check(piece)));
      return findings
        .filter(({ jurisdiction }) => jurisdiction === 'DE')
        .map(({ rule, level }) => `${rule} ${level}`);
    };
    expect(await german('puder')).toEqual(['wording.ambiguous fail']);
    expect(await german('switchback')).toEqual(['wording.ambiguous warn']);
  });
});
