import { describe, expect, it } from '@jest/globals';
import { Vault } from './vault.js';

const vault = new Vault('a master key');
const sealed = vault.seal('smtp://user:hunter2@host', 'label mail');

describe('a sealed secret', () => {
  it('is opened by who has the key, and tells nothing otherwise', () => {
    expect(vault.open(sealed, 'label mail')).toBe('smtp://user:hunter2@host');
    expect(Buffer.from(sealed.split('.')[1]!, 'base64url').toString('latin1')).not.toContain('hunter2');
    expect(vault.seal('the same', 'x')).not.toBe(vault.seal('the same', 'x'));
  });

  it('refuses to open for something else, changed, or without its key', () => {
    expect(() => vault.open(sealed, 'another label mail')).toThrow();
    const changed = `${sealed.slice(0, -8)}${sealed.endsWith('AAAAAAAA') ? 'BBBBBBBB' : 'AAAAAAAA'}`;
    expect(() => vault.open(changed, 'label mail')).toThrow();
    expect(() => new Vault('another').open(sealed, 'label mail')).toThrow('does not have');
  });

  it('opens under a former key, and is known to be due for the present one', () => {
    const rotated = new Vault('the next', ['a master key']);
    expect(rotated.open(sealed, 'label mail')).toBe('smtp://user:hunter2@host');
    expect([vault.isOutdated(sealed), rotated.isOutdated(sealed)]).toEqual([false, true]);
    expect(rotated.isOutdated(rotated.seal('x', 'y'))).toBe(false);
  });

  it('is never made without a master key', () => {
    expect(() => new Vault(null).seal('x', 'y')).toThrow('MASTER_KEY');
    expect(() => new Vault(null, ['a master key']).seal('x', 'y')).toThrow('MASTER_KEY');
  });

  it('is compared by a mark of this installation', () => {
    expect(vault.mark('x')).toBe(new Vault('a master key').mark('x'));
    expect(vault.mark('x')).not.toBe(new Vault('another').mark('x'));
  });
});
