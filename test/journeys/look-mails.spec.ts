import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runForTenant, systemActor } from '#platform/kernel';
import { Jobs } from '#platform/jobs';
import { MailRenderer } from '#platform/mail';
import { ThemeLibrary } from '#platform/themes';
import { Db } from '#platform/database';
import { MAIL_SAMPLES } from '../../apps/studio/src/look-mail-samples.js';
import { MAIL_KINDS_OF } from '../../apps/halyard/src/mails.js';
import { TestApplication } from '../support/application.js';
import type { Browser } from '../support/http.js';

let app: TestApplication;
let owner: Browser;

const block = (name: string, text: string, locale = 'en-US') =>
  owner.post('/look/mail', { block: name, locale, text });
const publish = () => owner.post('/look/publish', { why: 'mails' });
const welcome = { portal: 'brand', name: 'Mia', email: 'mia@post.example', link: '/' };
const render = (locale = 'en-US') =>
  runForTenant(app.tenantId('switchback'), systemActor, () =>
    app.app.get(Db).transaction(() => app.app.get(MailRenderer).render('welcome', welcome, locale, null)),
  );

beforeAll(async () => {
  app = await TestApplication.start();
  owner = await app.staff('switchback', 'owner', 'olive@label.example');
}, 60_000);
afterAll(() => app.stop());

describe('what staff type around mails', () => {
  it('stands in every mail once it is published, in HTML and in plain text, each in its place', async () => {
    await block('opening', 'Hello {{recipient.name}},\n\ngood news from {{label.name}}.');
    await block('closing', '<p>See <a href="/help">the answers</a>.</p>');
    await block('footer', 'Registered in Oregon');
    expect((await render()).html).not.toContain('good news');
    await publish();
    const { html, text } = await render();
    expect(html).toMatch(
      /Hello Mia,.*good news from Switchback Weekly\..*See <a href="http.*Registered in Oregon/s,
    );
    expect(html).toMatch(/<a href="http:\/\/brands\.switchback[^"]*\/help"/);
    expect(text).toMatch(/Hello Mia,.*good news.*the answers: http.*Registered in Oregon/s);
  });

  it('is sanitised: no script, no handler, no address that runs code', async () => {
    await block(
      'closing',
      '<p onclick="x()">Bye<script>steal()</script> <a href="javascript:x()">here</a></p>',
    );
    await publish();
    const { html } = await render();
    expect(html).toContain('Bye');
    expect(html).not.toMatch(/steal|onclick|javascript:/);
  });

  it('refuses to publish what the sandbox refuses', async () => {
    await block('closing', '{{#with (lookup this "constructor")}}{{this}}{{/with}}');
    expect((await publish()).status).toBe(422);
    await owner.post('/look/undo');
  });

  it('is never in a language that the mail is not in', async () => {
    await app.staff('puder', 'owner', 'paula@label.example').then(async (paula) => {
      await paula.post('/look/mail', { block: 'closing', locale: 'en-US', text: 'Kind regards' });
      await paula.post('/look/publish', { why: 'x' });
    });
    const mail = await runForTenant(app.tenantId('puder'), systemActor, () =>
      app.app.get(Db).transaction(() => app.app.get(MailRenderer).render('welcome', welcome, 'de-DE', null)),
    );
    expect(mail.html).not.toContain('Kind regards');
  });
});

describe('the preview of mails', () => {
  it('has invented data for every mail that the product sends', () => {
    const { dir } = app.app.get(ThemeLibrary);
    const templates = readdirSync(`${dir}/base/emails`).map((file) => file.replace(/\.hbs$/, ''));
    expect(Object.keys(MAIL_SAMPLES).sort()).toEqual(templates.sort());
    for (const [template, { kind }] of Object.entries(MAIL_SAMPLES))
      expect([template, kind]).toEqual([template, (MAIL_KINDS_OF as Record<string, string>)[template]]);
  });

  it.each(Object.keys(MAIL_SAMPLES))(
    'shows %s in the draft’s look and words, without a hole in it',
    async (mail) => {
      await block('footer', 'Only in the draft');
      const missing = app.app.get(ThemeLibrary).missing;
      missing.clear();
      for (const label of ['switchback', 'sama']) {
        const reader = label === 'switchback' ? owner : await app.staff('sama', 'owner');
        const { status, text, headers } = await reader.page(`/look/mail/rendering?mail=${mail}`);
        expect(status).toBe(200);
        expect(headers['content-security-policy']).toMatch(/^sandbox; default-src 'none';/);
        if (label === 'switchback') expect(text).toContain('Only in the draft');
        const page = await reader.page(`/look/mail?mail=${mail}&as=text`);
        expect([page.status, page.text]).toEqual([200, expect.stringContaining('look-mail-text')]);
      }
      expect([...missing]).toEqual([]);
    },
  );

  it('refuses a mail or a language that there is not', async () => {
    expect((await owner.get('/look/mail?mail=nothing')).status).toBe(422);
    expect((await owner.get('/look/mail?locale=fr-FR')).status).toBe(422);
    expect((await owner.get('/look/mail?mail=constructor')).status).toBe(422);
  });
});

describe('a test message', () => {
  it('goes to nobody but the reader, marked as a test, as the draft makes it', async () => {
    await block('footer', 'Only in the draft');
    const { status } = await owner.post('/look/mail/test', { mail: 'welcome', to: 'other@post.example' });
    expect(status).toBe(201);
    await app.app.get(Jobs).idle();
    const [mail] = app.mailbox.list({ to: 'olive@label.example' });
    expect(mail?.subject).toBe('[Test] Welcome to Switchback Weekly');
    expect((await app.mailbox.raw(mail?.id ?? '')).toString()).toContain('Only in the draft');
    expect(app.mailbox.list({ to: 'other@post.example' })).toEqual([]);
  });

  it('is not sent by who may only read, nor more often than a person needs', async () => {
    const viewer = await app.staff('switchback', 'viewer');
    expect((await viewer.post('/look/mail/test', {})).status).toBe(403);
    const answers: number[] = [];
    for (let attempt = 0; attempt < 10; attempt++)
      answers.push((await owner.post('/look/mail/test', {})).status);
    expect(answers.slice(0, 9)).toEqual(Array(9).fill(201));
    expect(answers.at(-1)).toBe(429);
  });
});
