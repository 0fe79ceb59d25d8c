import type { Finding } from './theme-error.js';

/** Why what somebody typed or uploaded was not taken; `findings` point at the lines where that is known. */
export class UntrustedError extends Error {
  constructor(
    readonly code: 'forbidden' | 'tooSlow' | 'tooLarge' | 'failed',
    says: string,
    readonly findings: readonly Finding[] = [],
  ) {
    super(says);
    this.name = 'UntrustedError';
  }
}
