import { describe, expect, it } from '@jest/globals';
import type { DomainError } from '#platform/kernel';
import { claimableName } from './host-names.js';

const around = { zones: ['labels.net'], others: ['partners.acme-studio.com', 'creators.switch.de'] };

function verdict(given: string): string {
  try {
    return claimableName(given, 'host', around);
  } catch (error) {
    return (error as DomainError).errors[0]?.code ?? String(error);
  }
}

describe('a name to claim', () => {
  it.each([
    ['partners.company.com', 'partners.company.com'],
    [' Partners.Company.COM. ', 'partners.company.com'],
    ['company.de', 'company.de'],
    ['bücher.example.org', 'xn--bcher-kva.example.org'],
    ['日本語.jp', 'xn--wgv71a119e.jp'],
    ['شبكة.company.com', 'xn--ngbc5azd.company.com'],
    ['me.github.io', 'me.github.io'],
    ['other.acme-studio.com', 'other.acme-studio.com'],
  ])('takes %s', (given, stored) => expect(verdict(given)).toBe(stored));

  it.each([
    ['127.0.0.1', 'host_ip'],
    ['[::1]', 'host_ip'],
    ['2130706433', 'host_ip'],
    ['0x7f.1', 'host_ip'],
    ['１２７.０.０.１', 'host_ip'],
    ['localhost', 'host_single_label'],
    ['com', 'host_single_label'],
    ['co.uk', 'host_public_suffix'],
    ['github.io', 'host_public_suffix'],
    ['labels.net', 'host_own_zone'],
    ['x.labels.net', 'host_own_zone'],
    ['x.LABELS.net.', 'host_own_zone'],
    ['printer.local', 'host_not_public'],
    ['x.internal', 'host_not_public'],
    ['https://company.com/x', 'host_not_a_name'],
    ['company.com:443', 'host_not_a_name'],
    ['me@company.com', 'host_not_a_name'],
    ['*.company.com', 'host_not_a_name'],
    ['_x.company.com', 'host_not_a_name'],
    ['-x.company.com', 'host_not_a_name'],
    ['a..company.com', 'host_not_a_name'],
    [`${'a'.repeat(64)}.company.com`, 'host_not_a_name'],
    ['pаypal.com', 'host_mixed_script'],
    ['xn--pypal-4ve.com', 'host_mixed_script'],
    ['аррӏе.com', 'host_look_alike'],
    ['xn--80ak6aa92e.com', 'host_look_alike'],
    ['acme-studi0.com', 'host_look_alike'],
    ['acrne-studio.com', 'host_look_alike'],
    ['acmestudio.com', 'host_look_alike'],
    ['partners.swltch.de', 'host_look_alike'],
    ['labeIs.net', 'host_look_alike'],
    ['1abels.net', 'host_look_alike'],
  ])('refuses %s: %s', (given, code) => expect(verdict(given)).toBe(code));
});
