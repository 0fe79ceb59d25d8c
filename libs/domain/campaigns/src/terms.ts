import { minorDigits } from '#platform/kernel';
import type { Campaign, CampaignDeliverable } from './campaign.entity.js';

/** A look's texts; `key` under `terms.`. */
type Text = (key: string, params?: Record<string, unknown>) => string;

export interface TermsFacts {
  readonly campaign: Campaign;
  readonly deliverables: readonly CampaignDeliverable[];
  readonly brand: string;
  readonly influencer: string;
  readonly company: string;
  readonly netMinor: number;
  readonly currency: string;
}

export interface TermsSection {
  readonly title: string;
  readonly lines: readonly string[];
}

/**
 * The terms of one collaboration as sections of plain sentences, in the label's words. The same agreement gives the
 * same text at any time: nothing here depends on when or by whom it is read.
 */
export function termsOf(facts: TermsFacts, locale: string, text: Text): TermsSection[] {
  const { campaign, deliverables } = facts;
  const date = (day: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
      new Date(`${day}T00:00:00Z`),
    );
  const list = (items: readonly string[]) =>
    new Intl.ListFormat(locale, { type: 'conjunction' }).format(items);
  const { usageRights: rights } = campaign;
  const channels = (rights.channels ?? []).map((channel) => text(`campaigns.channels.${channel}`));
  const section = (key: string, lines: readonly (string | null | false | undefined)[]): TermsSection => ({
    title: text(`terms.${key}.title`),
    // One line each: what people typed cannot start a section of its own.
    lines: lines
      .filter((line): line is string => typeof line === 'string' && line !== '')
      .map((line) => line.replace(/\s+/g, ' ').trim()),
  });
  return [
    section('parties', [
      text('terms.parties.text', {
        company: facts.company,
        person: facts.influencer,
        brand: facts.brand,
        campaign: campaign.name,
      }),
    ]),
    section('work', [
      ...deliverables.map((line) =>
        text('terms.work.line', {
          count: line.quantity,
          format: text(`campaigns.formats.${line.format}`),
          platform: text(`campaigns.platforms.${line.platform}`),
        }),
      ),
      campaign.draftDue && text('terms.work.draftDue', { day: date(campaign.draftDue) }),
      campaign.publishFrom &&
        campaign.publishTo &&
        text('terms.work.window', { from: date(campaign.publishFrom), to: date(campaign.publishTo) }),
      text('terms.work.revisions', { count: campaign.revisionCap }),
      campaign.hashtags.length > 0 && text('terms.work.hashtags', { list: list(campaign.hashtags) }),
      campaign.mentions.length > 0 && text('terms.work.mentions', { list: list(campaign.mentions) }),
    ]),
    section('disclosure', [text('terms.disclosure.text')]),
    section('fee', [
      text('terms.fee.text', {
        amount: amountText(facts.netMinor, facts.currency, locale),
        count: deliverables.reduce((sum, line) => sum + line.quantity, 0),
      }),
      text('terms.fee.due', { count: campaign.paymentTermsDays }),
      campaign.killFeePercent > 0 && text('terms.fee.kill', { percent: campaign.killFeePercent }),
      text('terms.fee.opinion'),
    ]),
    section('rights', [
      channels.length === 0
        ? text('terms.rights.none')
        : text('terms.rights.text', {
            channels: list(channels),
            territory: rights.territory ?? text('terms.rights.everywhere'),
            count: rights.months ?? 0,
            starts: text(`campaigns.starts.${rights.starts ?? 'posting'}`),
          }),
      text('terms.rights.training'),
    ]),
    section('end', [text('terms.end.text')]),
  ];
}

/** The text that is hashed and signed. */
export function termsText(title: string, sections: readonly TermsSection[]): string {
  const parts = sections.map(({ title: head, lines }, index) => `${index + 1}. ${head}\n${lines.join('\n')}`);
  return [title.replace(/\s+/g, ' '), ...parts].join('\n\n');
}

export function amountText(minor: number, currency: string, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(
    minor / 10 ** minorDigits(currency),
  );
}

/** Loosely the same name: case, accents, order, dots and middle names do not matter; first and last word must be there. */
export function sameName(typed: string, known: string): boolean {
  const words = (name: string) =>
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '');
  const [left, right] = [words(typed), words(known)];
  if (left.length === 0 || right.length === 0) return false;
  if (left.join('') === right.join('')) return true;
  const ends = [right[0] ?? '', right.at(-1) ?? ''];
  return left.length >= Math.min(2, right.length) && ends.every((word) => left.includes(word));
}
