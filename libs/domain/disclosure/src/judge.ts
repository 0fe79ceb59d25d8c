import { correct } from './correction.js';
import { judgePacks } from './judge-packs.js';
import { worst, type Remark } from './label-judgement.js';
import { packAt } from './packs/index.js';
import { packVersion, type Pack } from './packs/pack.js';
import { say } from './rules.js';
import {
  disclosureInput,
  type DisclosureFinding,
  type DisclosureInput,
  type DisclosureReport,
} from './schemas.js';
import { guessLanguage, primaryLanguage } from './words/language.js';

/**
 * Judges a post under every jurisdiction asked; the strictest verdict stands. Throws `ZodError` on bad input.
 * Deterministic for a given `at`.
 */
export function judge(input: DisclosureInput): DisclosureReport {
  const question = disclosureInput.parse(input);
  const at = (question.at ?? new Date().toISOString()).slice(0, 10);
  const packs = [...new Set(question.jurisdictions)].map((jurisdiction) => packAt(jurisdiction, at));
  const language = question.language
    ? primaryLanguage(question.language)
    : (guessLanguage(question.caption) ?? packs[0]!.languages[0]!);
  const judged = judgePacks(question, packs, language);
  const fix = judged.some(({ remarks }) => remarks.length > 0) ? correct(question, judged, language) : null;
  const findings = judged.flatMap(({ pack, remarks }) => remarks.map((remark) => finding(pack, remark, fix)));
  return {
    verdict: worst(findings),
    findings,
    packs: packs.map((pack) => ({
      jurisdiction: pack.jurisdiction,
      version: packVersion(pack),
      validFrom: pack.validFrom,
    })),
    at,
    language,
  };
}

function finding(pack: Pack, remark: Remark, fix: string | null): DisclosureFinding {
  return {
    rule: remark.rule,
    jurisdiction: pack.jurisdiction,
    level: remark.level,
    where: [remark.where[0], remark.where[1]],
    says: say(remark.rule, remark.params),
    saysParams: { ...remark.params },
    fix,
  };
}
