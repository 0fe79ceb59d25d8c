import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { judge, type DisclosureInput, type DisclosureReport } from './index.js';

/** Labelled cases that live beside the repository, not in it. */
const CASES = new URL('../../../../../shared/data/disclosure/cases.jsonl', import.meta.url);
type Case = Omit<DisclosureInput, 'jurisdictions'> & {
  id: string;
  jurisdiction: DisclosureInput['jurisdictions'][number];
  expect: DisclosureReport['verdict'];
  rule: string;
};

if (!existsSync(CASES)) {
  console.warn(
    'ABSENT: ../shared/data/disclosure/cases.jsonl is not beside this repository; the labelled cases were NOT judged.',
  );
  describe('labelled disclosure cases', () => {
    it.skip('ABSENT: ../shared/data/disclosure/cases.jsonl', () => undefined);
  });
} else {
  const cases = readFileSync(CASES, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Case);
  const judged = cases.map((one) => {
    const { id: _id, jurisdiction, expect: _expect, rule: _rule, ...question } = one;
    const input: DisclosureInput = { ...question, jurisdictions: [jurisdiction] };
    return { one, input, report: judge(input) };
  });
  const wrong = judged.filter(({ one, report }) => report.verdict !== one.expect);

  describe('labelled disclosure cases', () => {
    it('agrees with more than 95 of 100 labels', () => {
      const lines = wrong.map(
        ({ one, report }) =>
          `${one.id} expected ${one.expect}, judged ${report.verdict}: ${JSON.stringify(one.caption.slice(0, 90))} ${report.findings.map((f) => f.rule).join(' ')}`,
      );
      if (lines.length > 0) console.log(lines.join('\n'));
      expect(1 - wrong.length / cases.length).toBeGreaterThan(0.95);
    });

    it('passes nothing that is labelled as failing', () => {
      expect(
        wrong
          .filter(({ one, report }) => one.expect === 'fail' && report.verdict === 'pass')
          .map(({ one }) => one.id),
      ).toEqual([]);
    });

    it('passes every correction it offers', () => {
      for (const { input, report } of judged) {
        for (const { fix } of report.findings) {
          if (fix !== null)
            expect({ fix, verdict: judge({ ...input, caption: fix }).verdict }).toEqual({
              fix,
              verdict: 'pass',
            });
        }
      }
    });

    it('offers a correction wherever words can mend', () => {
      const mendable = judged.filter(
        ({ report }) =>
          report.findings.length > 0 &&
          report.findings.every((f) => /^(label|wording|placement|text)\./.test(f.rule)),
      );
      expect(
        mendable.filter(({ report }) => report.findings.some((f) => f.fix === null)).map(({ one }) => one.id),
      ).toEqual([]);
    });
  });
}
