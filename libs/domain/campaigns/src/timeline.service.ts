import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentActor, currentTenant, newId, now } from '#platform/kernel';
import { Live } from '#platform/web';
import { z } from 'zod';
import { type Audience, CampaignEvent } from './campaign-record.entities.js';

export interface TimelineEntry {
  readonly campaignId: string;
  readonly collaborationId?: string | null;
  readonly influencerId?: string | null;
  /** A locale key under `timeline.`; the text may use {name}, {title}, {reason}, {count} and {amount}. */
  readonly kind: string;
  /** `brand` and `influencer` are read by the label's staff too. Amounts of one side never go to `all`. */
  readonly audience: Audience;
  readonly data?: TimelineData;
}

export interface TimelineData {
  readonly name?: string;
  readonly title?: string;
  readonly reason?: string;
  readonly count?: number;
  readonly amountMinor?: number;
  readonly currency?: string;
}

export const TimelineItem = z.object({
  id: z.uuid(),
  kind: z.string(),
  at: z.string(),
  who: z.string(),
  collaborationId: z.uuid().nullable(),
  data: z.object({
    name: z.string().optional(),
    title: z.string().optional(),
    reason: z.string().optional(),
    count: z.number().optional(),
    amountMinor: z.number().int().optional(),
    currency: z.string().optional(),
  }),
});
export type TimelineItem = z.infer<typeof TimelineItem>;

interface Row extends Omit<TimelineItem, 'at'> {
  at: Date;
}

const SEEN_BY = {
  member: ['all', 'brand'],
  influencer: ['all', 'influencer'],
  staff: ['all', 'brand', 'influencer', 'staff'],
} as const;

/** What happened in a campaign, told to each side as far as it is theirs. */
@Injectable()
export class Timeline {
  constructor(
    private readonly db: Db,
    private readonly live: Live,
  ) {}

  async record(entry: TimelineEntry): Promise<void> {
    const { accountId, name } = currentActor();
    const { collaborationId = null, influencerId = null, data = {}, ...rest } = entry;
    await this.db.repo(CampaignEvent).insert({
      id: newId(),
      ...rest,
      collaborationId,
      influencerId,
      data: { ...data },
      actorId: accountId,
      actorName: accountId === null ? '' : name,
      at: now(),
    });
    await this.live.nudge(`campaign/${entry.campaignId}`);
  }

  /** Newest first, for the current actor. An influencer's own collaboration must be named: the rest is not theirs. */
  async of(campaignId: string, collaborationId: string | null = null, limit = 40): Promise<TimelineItem[]> {
    const { kind } = currentActor();
    const audiences = kind === 'member' || kind === 'influencer' ? SEEN_BY[kind] : SEEN_BY.staff;
    if (kind === 'influencer' && collaborationId === null) return [];
    const rows = await this.db.query<Row>({
      name: 'timeline_of',
      text: `SELECT e.id, e.kind, e.at, e.actor_name AS who, e.collaboration_id AS "collaborationId", e.data FROM campaign_event e
             WHERE e.tenant_id = $1 AND e.campaign_id = $2 AND e.audience = ANY($3)
               AND ($4::uuid IS NULL OR e.collaboration_id = $4 OR e.collaboration_id IS NULL)
             ORDER BY e.id DESC LIMIT $5`,
      values: [currentTenant(), campaignId, audiences, collaborationId, limit],
    });
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }
}
