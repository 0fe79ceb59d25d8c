import type { Finding } from './finding.js';
import type { Received } from './received.js';
import { type ForbiddenWords, traces } from './telltales.js';
import { TRACE_ROWS } from './trace-rows.js';

/** Everything that is wrong with one thing that was received: each word where it stands, once. */
export async function review(
  received: Received,
  words: readonly string[] | ForbiddenWords,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { rule, name, fix, parts, odd } of TRACE_ROWS) {
    const tell = (says: string) =>
      findings.push({ rule, place: received.place, says: `${name}: ${says}`, fix });
    for (const { within, bytes } of parts(received))
      for (const word of await traces(bytes, words)) tell(`“${word}” in ${within}`);
    for (const says of odd?.(received) ?? []) tell(says);
  }
  return findings;
}
