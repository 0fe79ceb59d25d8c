import { Injectable } from '@nestjs/common';
import { may } from '#platform/access';
import { addDays, currentTenant, now } from '#platform/kernel';
import { CampaignHeads, Campaigns } from '#domain/campaigns';
import { TrackedLinks } from '#domain/distribution';
import { TenantDirectory } from '#domain/tenants';
import { tryMark } from '../clicks/target.js';
import { FigureQueries } from '../figures/figures.queries.js';
import { buildReport } from './report-builder.js';
import type { OwnReportPage, Report, ReportPage, ReportSearch } from './report.dto.js';
import { ReportDocuments } from './report-documents.service.js';
import { type LinkRow, ReportQueries } from './report.queries.js';
import { ReportShares } from './report-shares.service.js';

/** Who reads, as far as it changes what is told. */
export interface Reader {
  readonly prices: boolean;
  readonly links: boolean;
  readonly collaborationId?: string;
}

/** What a campaign did. The rows pass the walls here or, for a share, by its secret. */
@Injectable()
export class Reports {
  constructor(
    private readonly heads: CampaignHeads,
    private readonly campaigns: Campaigns,
    private readonly figures: FigureQueries,
    private readonly queries: ReportQueries,
    private readonly links: TrackedLinks,
    private readonly tenants: TenantDirectory,
    private readonly shares: ReportShares,
    private readonly documents: ReportDocuments,
  ) {}

  /** For brands and staff: prices, links, what was handed out and printed. */
  async forCampaign(id: string, { asOf }: ReportSearch): Promise<ReportPage> {
    const campaign = await this.heads.forCampaign(id, 'results');
    return {
      campaign,
      report: await this.of(id, { prices: may('read', 'Price'), links: true }, endOf(asOf)),
      shares: may('share', 'Report') ? await this.shares.of(id) : null,
      documents: await this.documents.of(id),
      mayMeasure: may('measure', 'Report'),
    };
  }

  /** For the influencer: their own posts and link. */
  async forCollaboration(id: string, { asOf }: ReportSearch): Promise<OwnReportPage> {
    const campaign = await this.heads.forCollaboration(id, 'results');
    const reader = { prices: false, links: true, collaborationId: id };
    const report = await this.of(campaign.campaignId, reader, endOf(asOf));
    return { campaign, report, mayMeasure: may('measure', 'Report') };
  }

  /** The report for exports, with the walls asked. */
  async checked(id: string, { asOf }: ReportSearch): Promise<Report> {
    await this.campaigns.get(id);
    return this.of(id, { prices: may('read', 'Price'), links: false }, endOf(asOf));
  }

  /** For callers who have asked the walls: a share's secret, a job. */
  async of(campaignId: string, reader: Reader, asOf: Date | null = null): Promise<Report> {
    const campaign = await this.campaigns.byId(campaignId);
    const moment = asOf ?? now();
    const { collaborationId } = reader;
    const scope = { campaignId, collaborationId, asOf: moment };
    const { timeZone } = this.tenants.spec(currentTenant());
    const posts = await this.figures.posts(scope);
    const mine = new Set(posts.map(({ id }) => id));
    const observed = await this.figures.latest(scope);
    return buildReport({
      name: campaign.name,
      organizationName: await this.campaigns.organizationName(campaign.organizationId),
      currency: campaign.currency,
      asOf: moment,
      past: asOf !== null,
      prices: reader.prices,
      addressOf: reader.links ? (link) => this.addressOf(link) : null,
      posts,
      observed: observed.filter((row) => mine.has(row.deliverable_id)),
      days: await this.queries.clicksByDay(scope, timeZone),
      links: await this.queries.links(scope),
    });
  }

  private addressOf(link: LinkRow): { address: string; tryAddress: string } {
    const address = this.links.addressOf(link);
    return { address, tryAddress: `${address}?try=${tryMark(link.id)}` };
  }
}

/** The last moment of a day that is over; null for the present. */
function endOf(day: string | undefined): Date | null {
  if (day === undefined) return null;
  const end = addDays(new Date(`${day}T00:00:00Z`), 1);
  return end > now() ? null : new Date(end.getTime() - 1);
}
