import { Injectable } from '@nestjs/common';
import { may } from '#platform/access';
import { Db } from '#platform/database';
import { addDays, currentActor, notFound, now } from '#platform/kernel';
import { Files, type OpenFile } from '#platform/storage';
import { CampaignHeads, NextThings } from '#domain/campaigns';
import { Deliverables } from '#domain/content';
import { Observation } from '../measurement.entities.js';
import type { OwnPostPage, PostPage } from './figures.dto.js';
import { FigureQueries } from './figures.queries.js';
import { METRICS, neededMetrics } from './metrics.js';
import { byMetric, toPostView, toSeen } from './post-view.js';

/** One post's figures as each audience reads them. */
@Injectable()
export class FigureViews {
  constructor(
    private readonly db: Db,
    private readonly heads: CampaignHeads,
    private readonly deliverables: Deliverables,
    private readonly queries: FigureQueries,
    private readonly files: Files,
    next: NextThings,
  ) {
    next.register(async ({ campaignId, collaborationId, base }) => {
      const { kind } = currentActor();
      if ((kind !== 'influencer' && kind !== 'staff') || !may('measure', 'Report')) return null;
      const count = await this.queries.waiting(campaignId, collaborationId);
      return count === 0 ? null : { code: 'enter_figures', path: `${base}/results`, count };
    });
  }

  async forCampaign(campaignId: string, id: string): Promise<PostPage> {
    const campaign = await this.heads.forCampaign(campaignId, 'results');
    await this.deliverables.get(id, { campaignId });
    return { campaign, ...(await this.page(campaignId, id)) };
  }

  async forCollaboration(collaborationId: string, id: string): Promise<OwnPostPage> {
    const campaign = await this.heads.forCollaboration(collaborationId, 'results');
    await this.deliverables.get(id, { collaborationId });
    return { campaign, ...(await this.page(campaign.campaignId, id)) };
  }

  /** A picture of statistics, for whoever may see the post that it proves. Outside of a transaction. */
  async proof(
    where: { campaignId: string } | { collaborationId: string },
    id: string,
    fileId: string,
  ): Promise<OpenFile> {
    await this.db.transaction(async () => {
      await this.deliverables.get(id, where);
      const known = await this.db.repo(Observation).count({ deliverableId: id, proofFileId: fileId });
      if (known === 0) throw notFound('file');
    });
    return this.files.open(fileId);
  }

  private async page(campaignId: string, id: string) {
    const asOf = addDays(now(), 1);
    const posts = await this.queries.posts({ campaignId, asOf });
    const post = posts.find((row) => row.id === id);
    if (!post) throw notFound('deliverable');
    const history = (await this.queries.history(id)).map((row) => ({
      ...toSeen(row),
      id: row.id,
      metric: row.metric,
      who: row.who ?? '',
      proofFileId: row.proof_file_id,
      createdAt: row.created_at.toISOString(),
    }));
    return {
      post: toPostView(post, await this.queries.latest({ campaignId, asOf }, id)),
      needed: [...neededMetrics(post.platform, post.format)],
      metrics: [...METRICS],
      history: byMetric(history),
      mayEnter: may('measure', 'Report') && post.post_url !== null,
    };
  }
}
