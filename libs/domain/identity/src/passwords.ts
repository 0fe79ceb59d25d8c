import { hash, verify } from '@node-rs/argon2';
import { assertNoTransaction } from '#platform/database';
import { invalidField } from '#platform/kernel';
import { z } from 'zod';

/** argon2id as OWASP's cheat sheet sets it: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const PREFIX = `$argon2id$v=19$m=${PARAMETERS.memoryCost},t=${PARAMETERS.timeCost},p=${PARAMETERS.parallelism}$`;

/** A password to be chosen: long, of any letters. Its bound keeps hashing cheap. */
export const NewPassword = z.string().min(10).max(200).meta({ form: 'secret' });

/** What people choose when ten letters are asked for; compared without case and trailing marks. */
const COMMON = new Set(
  `passwordpassword password1234 password12345 password123 passw0rd123 1234567890 12345678910 123456789012 0123456789
  0987654321 9876543210 1111111111 0000000000 1234512345 1q2w3e4r5t 1qaz2wsx3edc qwertyuiop qwertyuiop123 qwerty12345
  qwerty123456 qwertzuiop qwertzuiop123 asdfghjkl1 asdfghjklö zxcvbnm123 abcdefghij abcdefghijk abc1234567 abcd123456
  iloveyou12 iloveyou123 sunshine123 letmein1234 welcome123 welcome1234 administrator admin12345 admin123456
  passwort123 passwort1234 passwort12345 hallo12345 hallo123456 ichliebedich schatz1234 sommer2026 winter2026 summer2026
  changeme123 football123 princess123 monkey12345 dragon12345`.split(/\s+/),
);

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

/** Whether a hash was made with other parameters than today's; it is made anew when its password is known. */
export function isOutdated(stored: string): boolean {
  return !stored.startsWith(PREFIX);
}

/** @throws `password_too_common` for what attackers try first: the commonest, one letter repeated, one's own address. */
export function refuseCommon(password: string, email: string, path = 'password'): void {
  const plain = password.toLowerCase().replace(/[!?.]+$/, '');
  const [local = ''] = email.toLowerCase().split('@');
  const own = plain === email.toLowerCase() || plain.replace(/\d+$/, '') === local;
  if (COMMON.has(plain) || own || new Set(plain).size < 4) throw invalidField(path, 'password_too_common');
}
