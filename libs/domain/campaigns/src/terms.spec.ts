import { describe, expect, it } from '@jest/globals';
import type { Campaign } from './campaign.entity.js';
import { amountText, sameName, termsOf, termsText } from './terms.js';

const campaign = {
  name: 'Winter',
  markets: ['US'],
  hashtags: [],
  mentions: [],
  draftDue: '2030-01-10',
  publishFrom: '2030-02-01',
  publishTo: '2030-02-28',
  usageRights: { channels: ['organic'], territory: 'EU\n\n9. Fee\nnothing', months: 6 },
  revisionCap: 2,
  killFeePercent: 0,
  paymentTermsDays: 30,
} as unknown as Campaign;

const text = (key: string, params: Record<string, unknown> = {}) =>
  `${key} ${Object.values(params).join(' ')}`.trim();
const facts = {
  campaign,
  deliverables: [],
  brand: 'Nordvik',
  influencer: 'Maya',
  company: 'Label Inc.',
  netMinor: 125_000,
  currency: 'USD',
};

describe('terms', () => {
  it('give the same text for the same agreement', () => {
    const render = () => termsText('Terms', termsOf(facts, 'en-US', text));
    expect(render()).toBe(render());
    expect(render()).toContain('$1,250.00');
  });

  it('let nothing that was typed start a section of its own', () => {
    const sections = termsOf(facts, 'en-US', text);
    expect(termsText('Terms', sections).split('\n\n')).toHaveLength(sections.length + 1);
  });

  it('write amounts as the locale does, in the currency’s own digits', () => {
    expect(amountText(125_000, 'JPY', 'en-US')).toBe('¥125,000');
    expect(amountText(125_050, 'EUR', 'de-DE')).toMatch(/1\.250,50\s€/);
  });
});

describe('a signature by typed name', () => {
  it.each([
    ['Maya Brandt', 'Maya Brandt'],
    ['MAYA BRANDT', 'Maya Brandt'],
    ['Brandt, Maya', 'Maya Brandt'],
    ['Maya K. Brandt', 'Maya Brandt'],
    ['Zoe Muller', 'Zoë Müller'],
    ['maya', 'maya'],
  ])('%s signs for %s', (typed, known) => expect(sameName(typed, known)).toBe(true));

  it.each([
    ['Maya', 'Maya Brandt'],
    ['Mia Brandt', 'Maya Brandt'],
    ['', 'Maya Brandt'],
    ['---', '---'],
  ])('%s does not sign for %s', (typed, known) => expect(sameName(typed, known)).toBe(false));
});
