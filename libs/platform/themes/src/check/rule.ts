import type { Finding } from '../theme-error.js';
import type { Subject } from './subject.js';

export type Level = Finding['level'];

/** Tells of one fault: where, what, and what would mend it. */
export type Say = (file: string, line: number, says: string, fix: string) => void;

/** One rule of `themes check`. Its number is never given to another. */
export interface Rule {
  readonly id: string;
  readonly level: Level;
  /** The fault as `docs/themes.md` lists it. */
  readonly title: string;
  readonly check: (subject: Subject, say: Say) => void;
}

/** Collects findings; the same fault at the same place counts once. */
export class Findings {
  private readonly found = new Map<string, Finding>();

  add(rule: string, level: Level, file: string, line: number, says: string, fix: string): void {
    const finding = { rule, level, file, line, says, fix };
    this.found.set(identity(finding), finding);
  }

  /** By file and line. */
  list(): Finding[] {
    return [...this.found.values()].sort(
      (a, b) => order(a.file, b.file) || a.line - b.line || order(a.rule, b.rule) || order(a.says, b.says),
    );
  }
}

/** Two findings of the same fault at the same place. */
export function identity({ rule, file, line, says }: Finding): string {
  return `${rule} ${file}:${line} ${says}`;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
