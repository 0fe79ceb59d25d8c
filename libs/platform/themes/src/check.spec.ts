import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { RULES } from './check/rules.js';
import { checkTheme, checkThemes, checkTokens, type CheckOptions } from './check/theme.js';
import { loadThemes } from './library.js';
import { ruleFixtures, SOUND } from './support/rule-fixtures.js';
import { themeFolder } from './support/theme-folder.js';

const LIB = join(import.meta.dirname, '..');
const OPTIONS: CheckOptions = { required: ['pages/x', 'pages/brand/x'], budgets: { svg: 300, css: 600 } };
const fixtures = ruleFixtures(join(LIB, 'fixtures'));
const check = (dir: string, theme = 'base') => checkTheme(loadThemes(dir), theme, OPTIONS);

describe('themes check', () => {
  it('finds nothing in a sound theme', () => {
    expect(check(themeFolder({ base: SOUND }))).toEqual([]);
  });

  it.each(RULES)('$id has a fixture that trips it and one that does not: $title', ({ id, level }) => {
    const cases = fixtures.filter(({ rule }) => rule === id);
    expect(cases.some(({ trips }) => trips.length > 0)).toBe(true);
    expect(cases.some(({ trips }) => trips.length === 0)).toBe(true);
    for (const { says, trips, theme, dir } of cases) {
      const findings = check(dir, theme);
      expect([says, findings.map(({ file, line }) => `${file}:${line}`)]).toEqual([says, [...trips]]);
      expect(findings.filter((one) => one.rule !== id || one.level !== level)).toEqual([]);
      expect(findings.filter((one) => one.says === '' || one.fix === '')).toEqual([]);
    }
  });

  it('has no fixture without a rule, and no number twice', () => {
    const ids = RULES.map(({ id }) => id);
    expect(fixtures.filter(({ rule }) => !ids.includes(rule))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is what docs/themes.md says it is', () => {
    const docs = readFileSync(join(LIB, '../../../docs/themes.md'), 'utf8');
    const rows = [...docs.matchAll(/^\| (T\d{3}) +\| (error|warning) +\| (.+?) +\|$/gm)];
    expect(rows.map(([, id, level, title]) => ({ id, level, title }))).toEqual(
      RULES.map(({ id, level, title }) => ({ id, level, title })),
    );
  });

  it('tells a parent’s faults at the parent alone', () => {
    const dir = themeFolder({
      base: { ...SOUND, 'pages/y.hbs': '{{{data.a}}}' },
      child: { 'pages/z.hbs': '\n{{{data.a}}}' },
    });
    const found = checkThemes(loadThemes(dir), ['base', 'child'], OPTIONS);
    expect(found.get('base')!.map(({ file, line }) => `${file}:${line}`)).toEqual(['pages/y.hbs:1']);
    expect(found.get('child')!.map(({ file, line }) => `${file}:${line}`)).toEqual(['pages/z.hbs:2']);
  });

  it('finds nothing in the themes that ship', () => {
    const themes = loadThemes(join(LIB, '../../../themes'));
    for (const [theme, findings] of checkThemes(themes, themes.names()))
      expect([theme, findings.filter(({ level }) => level === 'error')]).toEqual([theme, []]);
  }, 60_000);
});

describe('what a label types', () => {
  it('is refused where it cannot be read, with the nearest colour that can', () => {
    const theme = loadThemes(themeFolder({ base: SOUND })).theme('base');
    const [finding] = checkTokens(theme, { 'color.ink': '#9a9a9a' });
    expect(finding).toMatchObject({ rule: 'T403', file: 'color.ink' });
    const suggested = /#[0-9a-f]{6}/.exec(finding!.fix)![0];
    expect(
      checkTokens(theme, { 'color.ink': suggested }).filter(({ says }) => says.startsWith('light')),
    ).toEqual([]);
    expect(checkTokens(theme, { 'color.inc': '#000' })[0]).toMatchObject({
      rule: 'T401',
      fix: 'did you mean color.ink?',
    });
  });
});
