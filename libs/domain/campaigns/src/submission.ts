import { type FieldError, invalid, now } from '#platform/kernel';
import type { Campaign, CampaignDeliverable } from './campaign.entity.js';

/** What a draft may leave open and a submitted campaign may not: every fault by its field. */
export function missingParts(
  campaign: Campaign,
  deliverables: readonly CampaignDeliverable[],
  today: string,
): FieldError[] {
  const faults: FieldError[] = [];
  const miss = (path: string, code = 'required', params: Record<string, unknown> = {}) =>
    faults.push({ path, code, params });
  if (!campaign.brief.summary) miss('brief.summary');
  if (!campaign.brief.audience) miss('brief.audience');
  if ((campaign.brief.keyMessages ?? []).length === 0) miss('brief.keyMessages');
  if (campaign.markets.length === 0) miss('markets');
  if (deliverables.length === 0) miss('deliverables.0.platform');
  if (!campaign.draftDue) miss('draftDue');
  if (!campaign.publishFrom) miss('publishFrom');
  if (!campaign.publishTo) miss('publishTo');
  if (campaign.budgetMinor <= 0) miss('budgetMinor');
  const { draftDue, publishFrom, publishTo } = campaign;
  if (publishFrom && publishTo && publishTo < publishFrom) miss('publishTo', 'before_start');
  if (draftDue && publishTo && draftDue > publishTo) miss('draftDue', 'after_end');
  if (publishTo && publishTo < today) miss('publishTo', 'in_the_past');
  return faults;
}

export function requireComplete(
  campaign: Campaign,
  deliverables: readonly CampaignDeliverable[],
  today = now(),
): void {
  const faults = missingParts(campaign, deliverables, today.toISOString().slice(0, 10));
  if (faults.length > 0) throw invalid('campaign_incomplete', { count: faults.length }, faults);
}
