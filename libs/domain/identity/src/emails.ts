import { z } from 'zod';

/** An address as people give one; ASCII only, so that no look-alike letter makes it another's. */
export const Email = z.string().trim().max(254).pipe(z.email());

/** The stored form of an address, by which accounts are found. */
export function normaliseEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase();
}
