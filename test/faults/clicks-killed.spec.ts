import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApplication } from '../support/application.js';
import { measuredCampaign, type MeasuredCreator } from '../support/measured-campaign.js';
import { Product } from './support/product.js';

const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0';

/** A second server on the database of the first; killed without a word in the middle of a crowd. */
describe('a server that is killed while many click', () => {
  let app: TestApplication;
  let link: MeasuredCreator;
  let product: Product;
  let dataDir: string;

  beforeAll(async () => {
    app = await TestApplication.start();
    dataDir = await mkdtemp(join(tmpdir(), 'killed-'));
    const { creators } = await measuredCampaign(app, 'switchback', [
      { name: 'Maya', pieces: [['instagram', 'verified']] },
    ]);
    link = creators[0]!;
    product = await Product.start(app.urls, dataDir);
  }, 60_000);
  afterAll(async () => {
    await app.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('loses none of those that it answered, and counts none twice', async () => {
    const edge = product.browser('switchback', 'edge');
    const kill: { done: Promise<void> | null } = { done: null };
    let answered = 0;
    let asked = 0;
    let dead = false;
    const visitor = async () => {
      while (!dead) {
        asked += 1;
        try {
          const answer = await edge.page(`/${link.slug}`, { 'user-agent': `${AGENT} ${asked}` });
          if (answer.status === 302) answered += 1;
          if (answered >= 300) kill.done ??= product.kill();
        } catch {
          dead = true;
        }
      }
    };
    await Promise.all(Array.from({ length: 40 }, visitor));
    await kill.done;
    expect(answered).toBeGreaterThanOrEqual(300);
    const row = await app.inside('switchback', (db) =>
      db.one<{ kept: number; visitors: number; commits: number }>({
        name: 'test_kept',
        text: `SELECT count(*) AS kept, count(DISTINCT visitor) AS visitors, count(DISTINCT xmin::text) AS commits
               FROM click WHERE tenant_id = $1 AND link_id = $2`,
        values: [app.tenantId('switchback'), link.linkId],
      }),
    );
    expect(row?.kept).toBeGreaterThanOrEqual(answered);
    expect(row?.kept).toBeLessThanOrEqual(asked);
    expect(row?.visitors).toBe(row?.kept);
    // Many clicks shared a commit.
    expect(row?.commits).toBeLessThan((row?.kept ?? 0) / 2);
  }, 60_000);
});
