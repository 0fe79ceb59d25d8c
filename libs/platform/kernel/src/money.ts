import { invalid } from './errors.js';

/** Minor-unit digits of currencies, from ISO 4217 through Intl; cached since every amount asks. */
const digitsOf = new Map<string, number>();

export function minorDigits(currency: string): number {
  let digits = digitsOf.get(currency);
  if (digits === undefined) {
    digits =
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
      2;
    digitsOf.set(currency, digits);
  }
  return digits;
}

/**
 * An amount in minor units of one currency. The only place where amounts are added or shared out:
 * integers throughout, and two currencies never meet.
 */
export class Money {
  private constructor(
    readonly minor: bigint,
    readonly currency: string,
  ) {}

  static of(minor: bigint | number | string, currency: string): Money {
    if (!/^[A-Z]{3}$/.test(currency)) throw invalid('bad_currency', { currency });
    return new Money(BigInt(minor), currency);
  }

  static zero(currency: string): Money {
    return Money.of(0n, currency);
  }

  plus(other: Money): Money {
    return new Money(this.minor + this.same(other).minor, this.currency);
  }

  minus(other: Money): Money {
    return new Money(this.minor - this.same(other).minor, this.currency);
  }

  negated(): Money {
    return new Money(-this.minor, this.currency);
  }

  /** This times `basisPoints`/10,000, rounded half away from zero. */
  share(basisPoints: number): Money {
    const scaled = this.minor * BigInt(basisPoints);
    const half = scaled >= 0n ? 5_000n : -5_000n;
    return new Money((scaled + half) / 10_000n, this.currency);
  }

  /** Splits by weights so that the parts sum to this exactly: largest remainder first, ties to the earlier part. */
  split(weights: readonly bigint[]): Money[] {
    const total = weights.reduce((sum, weight) => sum + weight, 0n);
    if (total <= 0n) throw invalid('bad_weights');
    const sign = this.minor < 0n ? -1n : 1n;
    const amount = this.minor * sign;
    const parts = weights.map((weight) => (amount * weight) / total);
    const remainders = weights.map((weight, index) => ({ index, rest: (amount * weight) % total }));
    let left = amount - parts.reduce((sum, part) => sum + part, 0n);
    remainders.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
    for (const { index } of remainders) {
      if (left === 0n) break;
      parts[index] = (parts[index] ?? 0n) + 1n;
      left -= 1n;
    }
    return parts.map((part) => new Money(part * sign, this.currency));
  }

  isZero(): boolean {
    return this.minor === 0n;
  }

  isNegative(): boolean {
    return this.minor < 0n;
  }

  exceeds(other: Money): boolean {
    return this.minor > this.same(other).minor;
  }

  equals(other: Money): boolean {
    return this.currency === other.currency && this.minor === other.minor;
  }

  /** `{minor, currency}` with minor as a number: amounts beyond 2^53 are refused rather than blurred. */
  toJSON(): { minor: number; currency: string } {
    return { minor: safeMinor(this.minor), currency: this.currency };
  }

  private same(other: Money): Money {
    if (other.currency !== this.currency) {
      throw invalid('currency_mismatch', { expected: this.currency, got: other.currency });
    }
    return other;
  }
}

/** A bigint (or the text of one, as the database hands it out) as a safe JSON number. */
export function safeMinor(minor: bigint | string | number): number {
  const value = Number(minor);
  if (!Number.isSafeInteger(value)) throw invalid('amount_out_of_range');
  return value;
}
