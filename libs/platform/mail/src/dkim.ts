import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { digest } from '#platform/kernel';
import type { SigningKey } from './mail-renderer.js';

const signApart = promisify(
  (
    algorithm: string | null,
    data: Buffer,
    key: KeyObject,
    done: (error: Error | null, found: Buffer) => void,
  ) => sign(algorithm, data, key, done),
);

/** Signed where they are there. */
const SIGNED = [
  'from',
  'to',
  'reply-to',
  'subject',
  'date',
  'message-id',
  'in-reply-to',
  'references',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'auto-submitted',
  'list-unsubscribe',
  'list-unsubscribe-post',
];

/** Signed once more than they are there, so that nobody can add another (RFC 6376, 8.15). */
const SEALED = ['from', 'to', 'reply-to', 'subject'];

const LINE = /\r\n/;
const KEPT_KEYS = 500;
const keys = new Map<string, KeyObject>();

/**
 * The message with its signature (RFC 6376, relaxed/relaxed; RFC 8463 for Ed25519). The mathematics runs on another
 * thread, so that other mails go on meanwhile.
 */
export async function signMessage(
  raw: Buffer,
  { domain, selector, privateKey }: SigningKey,
): Promise<Buffer> {
  const key = keyOf(privateKey);
  const rsa = key.asymmetricKeyType === 'rsa';
  const end = raw.indexOf('\r\n\r\n');
  const fields = fieldsOf(raw.toString('latin1', 0, end));
  const names = SIGNED.flatMap((name) => {
    const there = fields.has(name) ? [name] : [];
    return SEALED.includes(name) ? [...there, name] : there;
  });
  const body = createHash('sha256')
    .update(relaxedBody(raw.subarray(end + 4)))
    .digest('base64');
  const unsigned =
    `DKIM-Signature: v=1; a=${rsa ? 'rsa' : 'ed25519'}-sha256; c=relaxed/relaxed;\r\n` +
    ` d=${domain}; s=${selector};\r\n h=${folded(names)};\r\n bh=${body};\r\n b=`;
  const used = new Set<string>();
  const signed = names.flatMap((name) => {
    // The second mention stands for one that is not there: nothing.
    if (used.has(name)) return [];
    used.add(name);
    const field = fields.get(name);
    return field === undefined ? [] : [relaxedField(field)];
  });
  const input = Buffer.from(`${signed.join('\r\n')}\r\n${relaxedField(unsigned)}`, 'latin1');
  const signature = await signApart(rsa ? 'sha256' : null, rsa ? input : sha256(input), key);
  const lines = signature.toString('base64').match(/.{1,72}/g) ?? [];
  return Buffer.concat([Buffer.from(`${unsigned}${lines.join('\r\n ')}\r\n`, 'latin1'), raw]);
}

function sha256(data: Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}

/** Reading a key costs as much as signing with it. */
function keyOf(pem: string): KeyObject {
  const name = digest(pem);
  const known = keys.get(name);
  if (known) return known;
  if (keys.size >= KEPT_KEYS) keys.delete(keys.keys().next().value ?? '');
  const key = createPrivateKey(pem);
  keys.set(name, key);
  return key;
}

/** By lower-case name; ours have each once. */
function fieldsOf(head: string): Map<string, string> {
  const fields = new Map<string, string>();
  let last = '';
  for (const line of head.split(LINE)) {
    if (/^[ \t]/.test(line)) fields.set(last, `${fields.get(last) ?? ''}\r\n${line}`);
    else fields.set((last = line.slice(0, line.indexOf(':')).toLowerCase()), line);
  }
  return fields;
}

function relaxedField(field: string): string {
  const colon = field.indexOf(':');
  const value = field
    .slice(colon + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim();
  return `${field.slice(0, colon).toLowerCase().trim()}:${value}`;
}

function relaxedBody(body: Buffer): Buffer {
  const text = body
    .toString('latin1')
    .replace(/[ \t]+(?=\r\n)/g, '')
    .replace(/[ \t]+/g, ' ')
    .replace(/ +$/, '')
    .replace(/(?:\r\n)+$/, '');
  return Buffer.from(text === '' ? '' : `${text}\r\n`, 'latin1');
}

function folded(names: readonly string[]): string {
  return names
    .join(':')
    .replace(/(.{1,60}:)(?=.)/g, '$1\r\n ')
    .trimEnd();
}
