import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { disclosureInput, judge, JURISDICTIONS, type DisclosureInput, type Verdict } from './index.js';

/** Invented posts, each with the verdict that the rules ask for and the reason; decided before the judge was asked. */
interface Ruling extends Omit<DisclosureInput, 'platform' | 'relationship'> {
  readonly expect: Verdict;
  readonly why: string;
  readonly platform?: string;
  readonly relationship?: DisclosureInput['relationship'];
}

const rulings = readFileSync(new URL('../cases/rulings.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Ruling)
  .map(({ expect: verdict, why, ...post }) => ({
    verdict,
    why,
    post: disclosureInput.parse({ platform: 'instagram', relationship: 'paid', at: '2026-09-01', ...post }),
  }));

describe('rulings', () => {
  it.each(JURISDICTIONS)('judges every invented post in %s as its reason says', (jurisdiction) => {
    const here = rulings.filter(({ post }) => post.jurisdictions[0] === jurisdiction);
    expect(here.length).toBeGreaterThan(0);
    for (const { verdict, why, post } of here)
      expect([post.caption, why, judge(post).verdict]).toEqual([post.caption, why, verdict]);
  });

  it('corrects what words can mend, at the beginning, and leaves the rest as it was written', () => {
    const offered = rulings.flatMap(({ post }) => {
      const { findings } = judge(post);
      const fix = findings[0]?.fix ?? null;
      const mendable = findings.every(({ rule }) => /^(label|wording|placement|text|gift)\./u.test(rule));
      if (findings.length > 0 && mendable) expect([post.caption, fix]).not.toEqual([post.caption, null]);
      return fix === null ? [] : [{ post, fix }];
    });
    expect(offered.length).toBeGreaterThan(40);
    for (const { post, fix } of offered) {
      expect(fix.endsWith(post.caption)).toBe(true);
      expect([fix, judge({ ...post, caption: fix }).verdict]).toEqual([fix, 'pass']);
    }
  });

  it('offers no words against a denial or a prohibited matter', () => {
    const hopeless = rulings
      .map(({ post }) => judge(post).findings)
      .filter((findings) =>
        findings.some(({ rule }) => rule === 'denial.relationship' || rule === 'category.prohibited'),
      );
    expect(hopeless.length).toBeGreaterThan(10);
    for (const findings of hopeless) for (const { fix } of findings) expect(fix).toBeNull();
  });
});
