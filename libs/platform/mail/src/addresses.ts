import { domainToASCII } from 'node:url';
import { invalidField } from '#platform/kernel';

const ADDRESS = /^[^\s\p{Cc}@<>()[\]\\,;:"]{1,64}@[^\s\p{Cc}@<>()[\]\\,;:"]{1,253}$/u;

/** An address as it is compared: lower case, the domain in ASCII. */
export function normalAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at).normalize('NFC').toLowerCase()}@${domainToASCII(address.slice(at + 1))}`;
}

/** @throws `bad_email` for what is no single address: a list or a line break in it would be another recipient. */
export function checkAddress(address: string): string {
  const trimmed = address.trim();
  if (!ADDRESS.test(trimmed) || domainToASCII(trimmed.split('@')[1] ?? '') === '')
    throw invalidField('to', 'bad_email');
  return trimmed;
}

/** Without line breaks and other control characters, which would begin a header of their own. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
