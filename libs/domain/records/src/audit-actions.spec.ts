import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { AUDIT_ACTIONS, AUDIT_SUBJECTS } from './audit-actions.js';

const root = join(import.meta.dirname, '../../../..');
const sources = globSync(['apps/**/*.ts', 'libs/**/*.ts'], { cwd: root })
  .filter((path) => !path.endsWith('.spec.ts'))
  .map((path) => readFileSync(join(root, path), 'utf8'));
/** What is recorded under a name that the code writes out. */
const recorded = sources.flatMap((text) => [
  ...text.matchAll(/audit\.record\(\s*(?:[^,']*\? )?'([\w.]+)'(?: : '([\w.]+)')?,\s*'(\w+)'/g),
]);

describe('the audit log', () => {
  it('has a sentence for everything that is recorded', () => {
    const actions = recorded.flatMap(([, one, other]) => [one, other]).filter((action) => action);
    expect(actions.length).toBeGreaterThan(25);
    expect(actions.filter((action) => !AUDIT_ACTIONS.has(action ?? ''))).toEqual([]);
  });

  it('can be narrowed to everything that entries are about', () => {
    const subjects = new Set(recorded.map(([, , , subject]) => subject ?? ''));
    expect(
      [...subjects].filter((subject) => !(AUDIT_SUBJECTS as readonly string[]).includes(subject)),
    ).toEqual([]);
  });

  it.each(['en', 'de', 'ar'])('is told in %s', (language) => {
    const texts = Object.assign(
      {},
      ...globSync(`themes/base/locales/${language}/*.json`, { cwd: root }).map(
        (path) => JSON.parse(readFileSync(join(root, path), 'utf8')) as object,
      ),
    ) as Record<string, string>;
    const keys = [
      ...[...AUDIT_ACTIONS, 'other'].map((action) => `records.actions.${action}`),
      ...AUDIT_SUBJECTS.map((subject) => `records.subjects.${subject}`),
    ];
    expect(keys.filter((key) => !texts[key])).toEqual([]);
  });
});
