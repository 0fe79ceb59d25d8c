import { AE } from './ae.js';
import { AU } from './au.js';
import { BR } from './br.js';
import { CA } from './ca.js';
import { DE } from './de.js';
import { ES } from './es.js';
import { EU } from './eu.js';
import { FR } from './fr.js';
import { IE } from './ie.js';
import { IN } from './in.js';
import { IT } from './it.js';
import { JP } from './jp.js';
import { KR } from './kr.js';
import { NL } from './nl.js';
import { NO } from './no.js';
import type { Jurisdiction, Pack } from './pack.js';
import { UK } from './uk.js';
import { US } from './us.js';

/** Every version of every pack, oldest first. */
export const PACKS: Readonly<Record<Jurisdiction, readonly Pack[]>> = {
  US,
  UK,
  IE,
  DE,
  FR,
  EU,
  CA,
  AU,
  IN,
  BR,
  NL,
  IT,
  ES,
  JP,
  KR,
  NO,
  AE,
};

/** The version in force on a day; before the first, the first, since no older text was written down. */
export function packAt(jurisdiction: Jurisdiction, day: string): Pack {
  const versions = PACKS[jurisdiction];
  return versions.findLast((pack) => pack.validFrom <= day) ?? versions[0]!;
}

const UNION = 'AT BE BG CY CZ DK EE FI GR HR HU LT LU LV MT PL PT RO SE SI SK';
const UNDER_EU = new Set(UNION.split(' '));

/** Which pack judges a post for a market (ISO 3166-1 alpha-2); `null` where there is none. */
export function jurisdictionOf(countryCode: string): Jurisdiction | null {
  const code = countryCode.toUpperCase();
  if (code === 'GB') return 'UK';
  if (UNDER_EU.has(code)) return 'EU';
  return code in PACKS ? (code as Jurisdiction) : null;
}
