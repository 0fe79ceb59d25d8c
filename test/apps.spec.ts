import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApplication } from './support/application.js';

describe('an app alone, beside the others', () => {
  let first: TestApplication;
  let edge: TestApplication;

  beforeAll(async () => {
    first = await TestApplication.start();
    edge = await TestApplication.startBeside(first, { apps: ['edge'] });
  }, 60_000);
  afterAll(async () => {
    await edge.stop();
    await first.stop();
  });

  it('serves its own portal, and every other host is nobody’s', async () => {
    expect((await edge.browser('switchback', 'edge').get('/feeds/content.json')).status).toBe(200);
    for (const kind of ['brand', 'influencer', 'studio'] as const) {
      expect((await first.browser('switchback', kind).page('/sign-in')).status).toBe(200);
      const answer = await edge.browser('switchback', kind).page('/sign-in');
      expect([kind, answer.status, answer.text]).toEqual([kind, 421, '']);
    }
  });

  it('refuses a name that is no app, and says which there are', async () => {
    const main = new URL('../dist/apps/halyard/src/main.js', import.meta.url).pathname;
    const command = spawn(process.execPath, [main, 'serve', '--only', 'edge,shop']);
    const [said, code] = await Promise.all([
      text(command.stderr),
      new Promise((resolve) => command.once('exit', resolve)),
    ]);
    expect([code, said]).toEqual([2, expect.stringContaining('brand, influencer, studio, edge, worker')]);
  });
});
