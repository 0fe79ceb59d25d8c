import { readings } from './readings.js';

/** The engine's name and what its libraries are known by: nothing that leaves may hold one of these. */
export const TELLTALES: readonly string[] = [
  'halyard',
  'x-powered-by',
  'fastify',
  'nestjs',
  'nodemailer',
  '_NmP',
  'handlebars',
  'typeorm',
  'pg-boss',
  'pdf-lib',
  'exceljs',
  'sheetjs',
  'skia/pdf',
  'chromium',
  'headlesschrome',
  'node_modules',
];

/** What a label's people must not come across. */
export interface ForbiddenWords {
  /** Found wherever these letters stand, within other words too. */
  readonly anywhere: readonly string[];
  /** Names of other labels, found as whole words only: `Alp` is in no `alphabet`. */
  readonly whole?: WordList;
}

const STEP = /[\p{L}\p{N}]+/gu;

/** Thousands of names, each found as whole words in one walk through a text. */
export class WordList {
  private readonly byFirst = new Map<string, { readonly name: string; readonly steps: string }[]>();

  constructor(names: readonly string[]) {
    for (const name of names) {
      const steps = stepsOf(name);
      const [first] = steps;
      if (first === undefined) continue;
      const list = this.byFirst.get(first) ?? [];
      this.byFirst.set(first, [...list, { name, steps: ` ${steps.join(' ')} ` }]);
    }
  }

  foundIn(text: string): string[] {
    if (this.byFirst.size === 0) return [];
    const found = new Set<string>();
    const steps = stepsOf(text);
    for (const [at, step] of steps.entries()) {
      const candidates = this.byFirst.get(step);
      if (!candidates) continue;
      const here = ` ${steps.slice(at, at + 16).join(' ')} `;
      for (const { name, steps: wanted } of candidates) if (here.startsWith(wanted)) found.add(name);
    }
    return [...found];
  }
}

function stepsOf(text: string): string[] {
  return text.toLowerCase().match(STEP) ?? [];
}

/** Which forbidden words can be found in `bytes`, however they are wrapped. */
export async function traces(bytes: Buffer, words: readonly string[] | ForbiddenWords): Promise<string[]> {
  const { anywhere, whole } = 'anywhere' in words ? words : { anywhere: words };
  const texts = (await readings(bytes)).map((text) => text.toLowerCase());
  const found = anywhere.filter((word) => texts.some((text) => text.includes(word.toLowerCase())));
  return [...new Set([...found, ...texts.flatMap((text) => whole?.foundIn(text) ?? [])])];
}
