import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { v7 } from 'uuid';
import { now, shiftMs } from './clock.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A time-ordered UUIDv7, so that new rows land at the end of their index; what the demo tells of earlier, earlier. */
export function newId(): string {
  return shiftMs() === 0 ? v7() : v7({ msecs: now().getTime() });
}

/** Many at once, in order: asking the system for randomness one by one would cost more than the rest of a bulk row. */
export function newIds(count: number): string[] {
  const random = randomBytes(count * 16);
  const msecs = Date.now();
  const first = random.length > 0 ? random.readUInt16BE(0) : 0;
  return Array.from({ length: count }, (_, at) =>
    v7({ msecs, seq: first + at, random: random.subarray(at * 16, at * 16 + 16) }),
  );
}

/** Whether this is a lower-case UUID: the only form that may be spliced into `SET LOCAL`. */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

/** A secret of `bytes` random bytes, base64url: for links, sessions and API tokens. */
export function newSecret(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** SHA-256 as base64url: how secrets are stored and contents are named. */
export function digest(value: string | Uint8Array): string {
  return createHash('sha256').update(value).digest('base64url');
}

/** HMAC-SHA-256 as base64url. */
export function hmac(key: string | Uint8Array, value: string): string {
  return createHmac('sha256', key).update(value).digest('base64url');
}

/** Compares two secrets in constant time. */
export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
