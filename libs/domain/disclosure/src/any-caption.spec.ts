import { describe, expect, it } from '@jest/globals';
import { judge, JURISDICTIONS, RELATIONSHIPS, RULE_CODES } from './index.js';
import type { DisclosureInput, DisclosureReport } from './index.js';

/** The same sequence each time (mulberry32), so that a failure comes again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

const PIECES = [
  '#ad', '#spon', 'Werbung', '広告', '광고', 'إعلان', 'विज्ञापन', 'Publicité', 'not an ad', 'thanks to Fennmoor',
  '@fennmoor', 'https://fennmoor.example/#ad', 'gifted', '#', '@', '*', '|', '\n', ' ', ' ', ' ', '🥾', '👩‍👩‍👧',
  '\u200b', '\u0301', '\u0336', '\ufe0f', '\ud83e', '\udd7e', '\u0000', 'ﷺ', 'ﬁ', 'İ', 'ẞ', '\u0430d', '𝐀𝐝', 'ａｄ', 'e\u0301',
  '\u202e', '\u1100\u1161', 'ﾌﾟ', 'boots', 'moor',
]; // prettier-ignore
const LANGUAGES = [
  'en',
  'de',
  'fr',
  'es',
  'pt',
  'it',
  'nl',
  'no',
  'ja',
  'ko',
  'pl',
  'sv',
  'hi',
  'ar',
  'he',
  'el',
];

function posts(seed: number, count: number): DisclosureInput[] {
  const roll = dice(seed);
  const one = <T>(list: readonly T[]): T => list[roll(list.length)]!;
  return Array.from({ length: count }, () => ({
    jurisdictions:
      roll(8) === 0 ? [...JURISDICTIONS] : [...new Set([one(JURISDICTIONS), one(JURISDICTIONS)])],
    platform: one(['instagram', 'tiktok', 'x', 'youtube']),
    format: one(['feed', 'story', 'reel'] as const),
    language: one(LANGUAGES),
    relationship: one(RELATIONSHIPS),
    paidPartnershipLabel: roll(4) === 0,
    caption: Array.from({ length: roll(14) }, () =>
      roll(6) === 0 ? String.fromCharCode(roll(0x10000)) : one(PIECES),
    ).join(one(['', ' '])),
    at: '2026-09-01',
  }));
}

const SEVERITY = { pass: 0, warn: 1, fail: 2 } as const;
const cited = (report: DisclosureReport) => report.findings.filter(({ where }) => where[1] > where[0]);

describe('whatever the caption', () => {
  it('judges it without throwing, and points only into it', () => {
    for (const post of posts(1, 800)) {
      for (const { where } of judge(post).findings) {
        expect(where[0]).toBeLessThanOrEqual(where[1]);
        expect(where[1]).toBeLessThanOrEqual(post.caption.length);
      }
    }
  });

  it('points at the very words that it speaks of, in the caption as it was written', () => {
    let seen = 0;
    for (const post of posts(2, 800)) {
      for (const { where, saysParams } of cited(judge(post))) {
        if (saysParams['label'] === undefined) continue;
        seen++;
        expect(post.caption.slice(...where)).toBe(saysParams['label']);
      }
    }
    expect(seen).toBeGreaterThan(300);
  });

  it('finds a refused tag where it stands, behind emoji, accents and invisible characters', () => {
    for (const before of ['🥾🥾', 'e\u0301te\u0301 ', '👩‍👩‍👧 ', '\u200b', '𝐀 ', 'ﷺ ', '\ud83e ', '']) {
      const caption = `${before}#spon boots`;
      const report = judge({
        jurisdictions: ['US'],
        platform: 'instagram',
        relationship: 'paid',
        language: 'en',
        caption,
      });
      expect(cited(report).map(({ where }) => caption.slice(...where))).toEqual(['#spon']);
    }
  });

  it('passes every correction it offers, placed before an untouched caption, and offers one wherever words are at fault', () => {
    let offered = 0;
    for (const post of posts(3, 600)) {
      const { findings } = judge(post);
      if (findings.length === 0) continue;
      const fix = findings[0]!.fix;
      const mendable = findings.every(({ rule }) =>
        /^(label|wording|placement|text|gift|affiliate|employee|platformTool)\.|^relationship\.understated/u.test(
          rule,
        ),
      );
      if (mendable) expect({ ...post, fix }).not.toMatchObject({ fix: null });
      if (fix === null) continue;
      offered++;
      expect(fix.endsWith(post.caption)).toBe(true);
      expect({ fix, findings: judge({ ...post, caption: fix }).findings }).toEqual({ fix, findings: [] });
    }
    expect(offered).toBeGreaterThan(250);
  });

  it('is no milder for several jurisdictions than for the strictest of them, and keeps each finding under its own', () => {
    for (const post of posts(4, 250)) {
      const report = judge(post);
      const apart = post.jurisdictions.map((jurisdiction) =>
        judge({ ...post, jurisdictions: [jurisdiction] }),
      );
      expect(report.verdict).toBe(
        apart.map(({ verdict }) => verdict).reduce((a, b) => (SEVERITY[a] > SEVERITY[b] ? a : b)),
      );
      expect(report.findings.map(({ rule, jurisdiction }) => [jurisdiction, rule])).toEqual(
        apart.flatMap(({ findings }) => findings.map(({ rule, jurisdiction }) => [jurisdiction, rule])),
      );
    }
  });

  it('lets a label raise any rule, and lower none', () => {
    const roll = dice(5);
    for (const post of posts(6, 250)) {
      const raise = RULE_CODES.filter(() => roll(4) === 0);
      const before = judge(post);
      const after = judge({ ...post, raise });
      expect(SEVERITY[after.verdict]).toBeGreaterThanOrEqual(SEVERITY[before.verdict]);
      after.findings.forEach(({ rule, level }, at) =>
        expect(level).toBe(raise.includes(rule) ? 'fail' : before.findings[at]!.level),
      );
    }
  });

  it('judges texts of a hundred thousand characters that repeat what its patterns look for', () => {
    for (const unit of [
      'ad ',
      '#ad ',
      '@a.a.',
      'not an ad. ',
      '#a1 @b ad, ',
      'a.',
      '광고 후기 ',
      '\ud800',
      'a\u0301\u0336',
      'kelp gave me ',
    ]) {
      const caption = unit.repeat(Math.ceil(100_000 / unit.length));
      const post = {
        jurisdictions: ['US' as const],
        platform: 'x',
        relationship: 'paid' as const,
        language: 'en',
        caption,
      };
      expect(['pass', 'warn', 'fail']).toContain(judge(post).verdict);
    }
  });
});
