import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { TenantDirectory } from '#domain/tenants';
import { TrackedLink } from './tracked-link.entity.js';

/** Links as other rooms read them; who asks has passed the party wall, and `bySlug` is for everybody. */
@Injectable()
export class TrackedLinks {
  constructor(
    private readonly db: Db,
    private readonly tenants: TenantDirectory,
  ) {}

  /** The link behind an address of the current label's edge host. */
  bySlug(slug: string): Promise<TrackedLink | null> {
    return this.db.repo(TrackedLink).findOne({ slug });
  }

  ofCampaign(campaignId: string): Promise<TrackedLink[]> {
    return this.db.repo(TrackedLink).find({ campaignId }, { order: { id: 'ASC' } });
  }

  ofCollaboration(collaborationId: string): Promise<TrackedLink | null> {
    return this.db.repo(TrackedLink).findOne({ collaborationId });
  }

  /** The whole address as it is handed out: the redirect answers at `/<slug>` of the edge host. */
  addressOf({ slug }: Pick<TrackedLink, 'slug'>): string {
    return this.tenants.linkTo('edge', `/${slug}`);
  }
}
