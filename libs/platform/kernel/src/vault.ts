import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { digest, hmac } from './ids.js';

interface Key {
  readonly id: string;
  readonly sealing: Uint8Array;
  readonly comparing: Uint8Array;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Secrets at rest: AES-256-GCM under keys derived (HKDF-SHA-256) from the master key. A sealed text names its key, so
 * that what a former master key sealed can still be opened, and is bound to what it is about: it opens nowhere else.
 */
export class Vault {
  private readonly keys: ReadonlyMap<string, Key>;

  /** `former` master keys open what they sealed; nothing new is sealed with them. */
  constructor(
    private readonly master: string | null,
    former: readonly string[] = [],
  ) {
    const all = [...(master === null ? [] : [master]), ...former].map(derived);
    this.keys = new Map(all.map((key) => [key.id, key]));
  }

  seal(text: string, about: string): string {
    const { id, sealing } = this.current();
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', sealing, iv).setAAD(Buffer.from(about));
    const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${id}.${sealed.toString('base64url')}`;
  }

  /** @throws where the key is unknown, the text was changed, or it is about something else. */
  open(sealed: string, about: string): string {
    const [id = '', text = ''] = sealed.split('.');
    const key = this.keys.get(id);
    if (!key) throw new Error(`sealed under the key ${id}, which this installation does not have`);
    const bytes = Buffer.from(text, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', key.sealing, bytes.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(about))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    const opened = [decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()];
    return Buffer.concat(opened).toString('utf8');
  }

  /** Whether it was sealed under a former key, and should be sealed anew. */
  isOutdated(sealed: string): boolean {
    return !sealed.startsWith(`${this.current().id}.`);
  }

  /** A keyed digest, to compare what must not be kept: of no use to who reads the database alone. */
  mark(value: string): string {
    return hmac(this.current().comparing, value);
  }

  private current(): Key {
    const [first] = this.keys.values();
    if (this.master === null || !first) throw new Error('MASTER_KEY is not set: nothing can be sealed');
    return first;
  }
}

function derived(master: string): Key {
  const part = (purpose: string) => new Uint8Array(hkdfSync('sha256', master, '', purpose, 32));
  return { id: digest(part('id')).slice(0, 8), sealing: part('seal'), comparing: part('compare') };
}
