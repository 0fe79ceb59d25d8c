import type { DnsRecord, Finding, Findings, Purpose } from './hosts.dto.js';

/** How long something may be wrong in DNS before it is suspended: a weekend and a slow registrar. */
export const GRACE_MS = 72 * 3_600_000;

export type WantedRecord = Pick<DnsRecord, 'purpose' | 'type' | 'name' | 'value'>;

/** The records to set beside what was found when DNS was last asked. */
export function beside(wanted: readonly WantedRecord[], seen: Findings | null): DnsRecord[] {
  return wanted.map((record) => {
    const finding = seen?.[record.purpose];
    return { ...record, verdict: finding?.verdict ?? 'unchecked', found: [...(finding?.found ?? [])] };
  });
}

/** Asks one thing; that DNS did not answer is a finding and never a fault of the record. */
export async function finding(ask: () => Promise<Finding>): Promise<Finding> {
  try {
    return await ask();
  } catch (error) {
    if ((error as { code?: string }).code === 'dns_unanswered') return { verdict: 'unanswered', found: [] };
    throw error;
  }
}

export function isRight(findings: Findings, purpose: Purpose): boolean {
  return findings[purpose]?.verdict === 'right';
}

/** Without an answer nothing is decided: neither that it is there, nor that it has gone. */
export function isAnswered(findings: Findings): boolean {
  return Object.values(findings).every(({ verdict }) => verdict !== 'unanswered');
}

/** When what has been wrong since then is suspended. */
export function suspensionOf(failingSince: Date | null): Date | null {
  return failingSince && new Date(failingSince.getTime() + GRACE_MS);
}

/** Who sees a foreign record need not see all of a long one. */
export function shortened(records: readonly string[]): string[] {
  return records.slice(0, 6).map((text) => (text.length > 400 ? `${text.slice(0, 400)}…` : text));
}
