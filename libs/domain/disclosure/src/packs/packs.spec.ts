import { describe, expect, it } from '@jest/globals';
import {
  disclosureReport,
  judge,
  JURISDICTIONS,
  jurisdictionOf,
  packAt,
  PACKS,
  RULE_CODES,
  RULE_SENTENCES,
  say,
} from '../index.js';
import type { DisclosureInput, DisclosureReport, Jurisdiction } from '../index.js';

function ask(
  jurisdiction: Jurisdiction | Jurisdiction[],
  caption: string,
  more: Partial<DisclosureInput> = {},
): DisclosureReport {
  return judge({
    jurisdictions: Array.isArray(jurisdiction) ? jurisdiction : [jurisdiction],
    platform: 'instagram',
    relationship: 'paid',
    language: 'en',
    caption,
    at: '2026-09-01',
    ...more,
  });
}
const rules = (report: DisclosureReport): string[] => report.findings.map((finding) => finding.rule);

const LONG =
  'We walked for three days over the moor, slept in two huts and one barn, and met more sheep than people, which suited everybody. '.repeat(
    2,
  );
const WALL = '#moor #sheep #boots #tent #stove #maps #rain #tea #socks #dawn';

describe('packs and reports', () => {
  it('chooses the pack in force on the day', () => {
    const on = (
      jurisdiction: Jurisdiction,
      at: string,
      caption: string,
      more: Partial<DisclosureInput>,
    ): string => ask(jurisdiction, caption, { at, ...more }).verdict;
    expect(on('ES', '2025-09-30', '#ad Botas', { language: 'es' })).toBe('warn');
    expect(on('ES', '2025-10-01', '#ad Botas', { language: 'es' })).toBe('fail');
    const deepfake = { flags: ['deepfake'] };
    expect([
      on('EU', '2026-08-01', 'Advertisement – boots', deepfake),
      on('EU', '2026-08-02', 'Advertisement – boots', deepfake),
    ]).toEqual(['warn', 'fail']);
    expect(ask('KR', '[광고] 부츠', { language: 'ko', at: '2024-11-30T23:00:00Z' }).packs).toEqual([
      { jurisdiction: 'KR', version: 'KR@2020-09-01.1', validFrom: '2020-09-01' },
    ]);
  });

  it('lets the strictest jurisdiction decide and keeps findings apart', () => {
    const report = ask(['US', 'DE'], '#ad Stiefel', { language: 'de' });
    expect(report.verdict).toBe('warn');
    expect(new Set(report.findings.map((finding) => finding.jurisdiction))).toEqual(new Set(['US', 'DE']));
    expect(report.packs.map((pack) => pack.jurisdiction)).toEqual(['US', 'DE']);
  });

  it('raises a rule that a label takes more seriously, and lowers none', () => {
    expect(ask('UK', 'Boots #ad', { raise: ['placement.notFirst'] }).verdict).toBe('fail');
  });

  it('passes every correction it offers, for every jurisdiction, language and relationship', () => {
    const captions = [
      'Boots from @fennmoor',
      '#spon Boots',
      `${LONG}#ad`,
      `Boots ${WALL} #ad`,
      'Thanks Fennmoor!',
      '#\u0430d Boots',
      '#gifted Boots',
      '',
    ];
    for (const jurisdiction of JURISDICTIONS) {
      for (const language of ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'ja', 'ko', 'pl', 'ar']) {
        for (const relationship of ['paid', 'gifted', 'affiliate', 'employee'] as const) {
          for (const caption of captions) {
            const question = { language, relationship };
            const report = ask([jurisdiction], caption, question);
            if (report.verdict === 'pass') continue;
            const fix = report.findings[0]!.fix;
            expect({ jurisdiction, language, relationship, caption, fix }).not.toMatchObject({ fix: null });
            expect([jurisdiction, language, fix, rules(ask([jurisdiction], fix!, question))]).toEqual([
              jurisdiction,
              language,
              fix,
              [],
            ]);
          }
        }
      }
    }
  });

  it('offers no correction in a language it has no word for', () => {
    expect(ask('US', 'Boots', { language: 'xx' }).findings[0]!.fix).toBeNull();
  });

  it('corrects one caption for several jurisdictions at once', () => {
    const report = ask(['US', 'UK', 'DE', 'NL'], 'Neue Stiefel von @fennmoor', { language: 'de' });
    expect(ask(['US', 'UK', 'DE', 'NL'], report.findings[0]!.fix!, { language: 'de' }).verdict).toBe('pass');
  });

  it('returns reports that fit the schema, with offsets inside the caption', () => {
    for (const caption of [
      '',
      '#spon',
      '🥾'.repeat(50),
      `${LONG}#ad`,
      '\u0000\ud800 broken',
      '#'.repeat(300),
      'ad '.repeat(400),
    ]) {
      const report = disclosureReport.parse(ask([...JURISDICTIONS], caption));
      for (const { where } of report.findings) {
        expect(where[0]).toBeLessThanOrEqual(where[1]);
        expect(where[1]).toBeLessThanOrEqual(caption.length);
      }
    }
  });

  it('refuses bad input by name', () => {
    expect(() => judge({ jurisdictions: [], platform: 'x', relationship: 'paid', caption: '' })).toThrow(
      /jurisdictions/,
    );
    expect(() => ask('US', 'x', { at: 'yesterday' })).toThrow(/at/);
  });

  it('has one sentence per rule and locale with the same arguments, and every pack a source', () => {
    for (const rule of RULE_CODES) {
      const names = (text: string): string[] =>
        [...text.matchAll(/\{(\w+)\}/gu)].map((match) => match[1]!).sort();
      expect([rule, names(RULE_SENTENCES[rule].de)]).toEqual([rule, names(RULE_SENTENCES[rule].en)]);
      expect(say(rule, {}, 'de')).not.toContain('{');
    }
    for (const jurisdiction of JURISDICTIONS) {
      const versions = PACKS[jurisdiction];
      expect(versions.map((pack) => pack.validFrom)).toEqual(
        versions.map((pack) => pack.validFrom).toSorted(),
      );
      for (const pack of versions)
        expect([pack.jurisdiction, pack.sources.length > 0]).toEqual([jurisdiction, true]);
    }
    expect(packAt('FR', '2024-11-07').validFrom).toBe('2023-06-11');
  });

  it('finds the pack for a market', () => {
    expect(['GB', 'de', 'AT', 'ae', 'CH'].map(jurisdictionOf)).toEqual(['UK', 'DE', 'EU', 'AE', null]);
  });
});
