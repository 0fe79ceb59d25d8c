import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { loadConfig } from '#platform/kernel';
import { DOCUMENTS, MAILS, requiredTemplates } from '../themed.js';
import { run } from './themes.js';

const ROOT = resolve(import.meta.dirname, '../../../..');
const config = { ...loadConfig(), root: ROOT };

let out = '';
let err = '';
let dir = '';

beforeEach(() => {
  [out, err] = ['', ''];
  dir = mkdtempSync(join(tmpdir(), 'themes-'));
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((out += String(text))));
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((err += String(text))));
});
afterEach(() => void jest.restoreAllMocks());

const halyard = (...args: string[]): Promise<number> => run(args, config);
const make = (name: string, ...more: string[]): Promise<number> =>
  halyard('new', name, '--dir', dir, ...more);

describe('themes new', () => {
  it('makes a theme of under ten lines and a logo, which passes the check', async () => {
    expect(await make('evening-post')).toBe(0);
    const files = readdirSync(join(dir, 'evening-post'), { recursive: true });
    expect(files.map(String).sort()).toEqual(['assets', join('assets', 'logo.svg'), 'theme.json']);
    const manifest = readFileSync(join(dir, 'evening-post/theme.json'), 'utf8');
    expect(manifest.trimEnd().split('\n').length).toBeLessThan(10);
    expect(JSON.parse(manifest)).toMatchObject({ name: 'evening-post', extends: 'base' });
    out = '';
    expect(await halyard('check', join(dir, 'evening-post'), '--json')).toBe(0);
    expect(out).toBe('');
  });

  it('extends what it is told to', async () => {
    expect([await make('first'), await make('second', '--extends', 'first')]).toEqual([0, 0]);
    expect(await halyard('check', dir)).toBe(0);
    expect(out).toContain('2 themes, 0 errors, 0 warnings');
  });

  it('refuses names that are none, folders that are there and parents that are not', async () => {
    await make('there');
    for (const name of ['Bad', 'a_b', 'a-', 'a--b', '1st', '../out', '', 'my-halyard', 'there'])
      expect([name, await make(name)]).toEqual([name, 2]);
    expect(await make('orphan', '--extends', 'nobody')).toBe(2);
    expect(await make('sly', '--extends', '../base')).toBe(2);
    expect(readdirSync(dir)).toEqual(['there']);
  });
});

describe('themes check', () => {
  it('tells each finding with its rule, level, file, line and fix, and exits 1 on an error', async () => {
    await make('faulty');
    mkdirSync(join(dir, 'faulty/pages'));
    writeFileSync(join(dir, 'faulty/pages/x.hbs'), '<p>\n{{{data.a}}}</p>\n');
    out = '';
    expect(await halyard('check', join(dir, 'faulty'), '--json')).toBe(1);
    expect(JSON.parse(out)).toEqual({
      theme: 'faulty',
      rule: 'T201',
      level: 'error',
      file: 'pages/x.hbs',
      line: 2,
      says: 'raw output of data.a',
      fix: 'write {{…}}; markup comes from helpers and partials',
    });
  });

  it('exits 0 on warnings alone, and 2 where there is no theme', async () => {
    await make('pale');
    mkdirSync(join(dir, 'pale/assets/css'));
    writeFileSync(join(dir, 'pale/assets/css/90-label.css'), 'p { color: #f0f }\n');
    expect(await halyard('check', join(dir, 'pale'))).toBe(0);
    expect(out).toContain('warning T405');
    expect(await halyard('check', join(dir, 'none'))).toBe(2);
    expect(err).toContain('there is no theme at');
  });

  it('misses nothing that the product asks for: a root theme must have each view, mail and document', async () => {
    const base = join(dir, 'own');
    mkdirSync(base);
    writeFileSync(join(base, 'theme.json'), '{"name": "own", "version": "1.0.0", "extends": null}');
    expect(await halyard('check', base, '--json')).toBe(1);
    const missing = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { rule: string; file: string })
      .filter(({ rule }) => rule === 'T111');
    expect(missing.map(({ file }) => file)).toEqual(
      requiredTemplates()
        .map((path) => `${path}.hbs`)
        .sort(),
    );
    expect(missing.length).toBeGreaterThan(100);
  }, 60_000);

  it('knows every mail and document that there is', () => {
    const names = (folder: string): string[] =>
      readdirSync(join(ROOT, 'themes/base', folder)).map((file) => file.replace(/\.hbs$/, ''));
    expect(names('emails').sort()).toEqual([...MAILS]);
    expect(names('documents').sort()).toEqual([...DOCUMENTS]);
  });
});
