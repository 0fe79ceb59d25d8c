import { hash, verify } from '@node-rs/argon2';
import { assertNoTransaction } from '#platform/database';

/** argon2id as OWASP's cheat sheet sets it: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let decoy: Promise<string> | null = null;

export async function hashPassword(password: string): Promise<string> {
  assertNoTransaction('hashing a password');
  return hash(password, PARAMETERS);
}

/** Whether the password fits. Without an account it still takes as long, so that time does not tell who exists. */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  assertNoTransaction('checking a password');
  decoy ??= hash('no account has this password', PARAMETERS);
  const fits = await verify(stored ?? (await decoy), password);
  return stored !== null && fits;
}
