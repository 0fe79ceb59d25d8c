import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { currentTenant, digest, now, tooMany } from '#platform/kernel';
import { isIPv6 } from 'node:net';

/** So many attempts of one kind in so many seconds. */
export interface Limit {
  readonly kind: string;
  readonly attempts: number;
  readonly windowSeconds: number;
}

export const LIMITS = {
  /** Of one address from one network. */
  password: { kind: 'password', attempts: 10, windowSeconds: 900 },
  /** From one network, whoever it tries. */
  network: { kind: 'network', attempts: 100, windowSeconds: 900 },
  /** Links mailed to one address. */
  link: { kind: 'link', attempts: 5, windowSeconds: 3_600 },
  /** Links asked for from one network. */
  linkNetwork: { kind: 'linkNetwork', attempts: 60, windowSeconds: 3_600 },
  /** Mailed tokens tried from one network. */
  token: { kind: 'token', attempts: 60, windowSeconds: 900 },
} as const satisfies Record<string, Limit>;

const TAKE = {
  name: 'throttle_take',
  text: `INSERT INTO throttle AS t (tenant_id, key, window_start, attempts) VALUES ($1, $2, $3, 1)
    ON CONFLICT (tenant_id, key) DO UPDATE SET
      attempts = CASE WHEN t.window_start <= $4 THEN 1 ELSE t.attempts + 1 END,
      window_start = CASE WHEN t.window_start <= $4 THEN $3 ELSE t.window_start END
    RETURNING attempts, window_start AS "windowStart"`,
};

const GIVE_BACK = {
  name: 'throttle_give_back',
  text: 'UPDATE throttle SET attempts = attempts - 1 WHERE tenant_id = $1 AND key = $2 AND attempts > 0',
};

/** Counts attempts in the database, so that all processes count together and a restart forgets nothing. */
@Injectable()
export class Throttle {
  constructor(
    private readonly db: Db,
    private readonly audit: Audit,
  ) {}

  /**
   * Takes one attempt of each, in a transaction of its own: before the thing is tried, so that many at once do not
   * slip through. @throws `too_many_attempts` beyond a limit, with the seconds until it opens again.
   */
  async take(...tries: readonly (readonly [limit: Limit, what: string])[]): Promise<void> {
    const waits = await this.db.transaction(async () => {
      const found: number[] = [];
      for (const [limit, what] of tries) found.push(await this.count(limit, what));
      return found;
    });
    const wait = Math.max(...waits);
    if (wait > 0) throw tooMany('too_many_attempts', wait);
  }

  /** What came out well does not count. */
  async giveBack(limit: Limit, what: string): Promise<void> {
    await this.db.query({ ...GIVE_BACK, values: [currentTenant(), keyOf(limit, what)] });
  }

  private async count(limit: Limit, what: string): Promise<number> {
    const at = now();
    const before = new Date(at.getTime() - limit.windowSeconds * 1_000);
    const row = await this.db.one<{ attempts: number; windowStart: Date }>({
      ...TAKE,
      values: [currentTenant(), keyOf(limit, what), at, before],
    });
    if (!row || row.attempts <= limit.attempts) return 0;
    if (row.attempts === limit.attempts + 1)
      await this.audit.record('signIn.throttled', 'Throttle', null, { limit: limit.kind });
    return Math.max(1, Math.ceil((row.windowStart.getTime() - before.getTime()) / 1_000));
  }
}

/** Hashed: neither addresses nor networks are kept. */
function keyOf({ kind }: Limit, what: string): string {
  return digest(`${kind}\n${what}`);
}

/** The network an address belongs to: itself, or of IPv6 its /64, which one customer has to himself. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const middle =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0');
  return [...front, ...middle, ...back]
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':');
}
