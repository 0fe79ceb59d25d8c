import { Injectable } from '@nestjs/common';
import { may } from '#platform/access';
import { Db } from '#platform/database';
import { currentActor, notFound } from '#platform/kernel';
import { CampaignHeads, Campaigns } from '#domain/campaigns';
import { Disclosures, DisclosureRecord, type DisclosureView } from '#domain/disclosure';
import { diffCaptions, sameCaption } from './caption-diff.js';
import { type Review, Submission } from './content.entities.js';
import type { ContentFile, PieceRow, QueueFilter, VersionView } from './content.dto.js';
import type { ReviewSearch } from './content.inputs.js';
import { ContentQueries, type FileLine, type PieceLine, type Where } from './content.queries.js';
import { contentActions, revisionsLeft } from './content.rules.js';
import { ContentFiles } from './content-files.service.js';
import { Judging } from './judging.service.js';
import { countsOf, fileKind, pathOf, rowOf } from './content.rows.js';
import type { z } from 'zod';

/** The pages about content: lists, a piece with its versions, the queue. Each audience gets its own amounts only. */
@Injectable()
export class ContentViews {
  constructor(
    private readonly db: Db,
    private readonly queries: ContentQueries,
    private readonly heads: CampaignHeads,
    private readonly campaigns: Campaigns,
    private readonly disclosures: Disclosures,
    private readonly judging: Judging,
    private readonly files: ContentFiles,
  ) {}

  async ofCampaign(campaignId: string) {
    const campaign = await this.heads.forCampaign(campaignId, 'content');
    const lines = await this.queries.pieces({ campaignId });
    return { campaign, counts: countsOf(lines), data: lines.map(rowOf), next: null };
  }

  async ofCollaboration(collaborationId: string) {
    const campaign = await this.heads.forCollaboration(collaborationId, 'content');
    const lines = await this.queries.pieces({ collaborationId });
    return { campaign, counts: countsOf(lines), data: lines.map(rowOf), next: null };
  }

  async queue({ cursor, limit }: QueueFilter): Promise<{ data: PieceRow[]; next: string | null }> {
    const lines = await this.queries.toVerify(cursor ?? null, limit + 1);
    const data = lines.slice(0, limit).map(rowOf);
    return { data, next: lines.length > limit ? (data.at(-1)?.id ?? null) : null };
  }

  /** A piece for those who review it. */
  async forReview(where: { campaignId?: string; id: string }, search: ReviewSearch) {
    const line = await this.line(where);
    const campaign = await this.heads.forCampaign(line.campaignId, 'content');
    return { campaign, ...(await this.parts(line, search)) };
  }

  /** A piece for its influencer. */
  async forInfluencer(where: { collaborationId: string; id: string }, search: ReviewSearch) {
    const line = await this.line(where);
    const campaign = await this.heads.forCollaboration(line.collaborationId, 'content');
    return { campaign, ...(await this.parts(line, search)), draft: null, check: null };
  }

  /** Names of files for a form that is shown again; only of those that this person sent up or that are the piece's. */
  async fileNames(pieceId: string, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
    await this.files.requireOwn(pieceId, ids);
    const found = new Map((await this.queries.files(ids)).map((file) => [file.id, file.name]));
    return ids.flatMap((id) => (found.has(id) ? [{ id, name: found.get(id) ?? '' }] : []));
  }

  private async line(where: Where): Promise<PieceLine> {
    const [line] = await this.queries.pieces({ ...where, limit: 1 });
    if (!line) throw notFound('deliverable');
    return line;
  }

  private async parts(line: PieceLine, search: ReviewSearch) {
    const submissions = await this.db
      .repo(Submission)
      .find({ deliverableId: line.id }, { order: { version: 'DESC' } });
    const shownNumber = search.v ?? line.version;
    const againstNumber = search.against ?? shownNumber - 1;
    const shown = submissions.find(({ version }) => version === shownNumber) ?? null;
    if (search.v !== undefined && !shown) throw notFound('version');
    const against = shown
      ? (submissions.find(({ version }) => version === againstNumber && version !== shownNumber) ?? null)
      : null;
    const campaign = await this.campaigns.byId(line.campaignId);
    const path = pathOf(line);
    const actions = contentActions(line);
    const staff = currentActor().kind === 'staff';
    return {
      piece: rowOf(line),
      reminders: {
        summary: campaign.brief.summary ?? null,
        keyMessages: campaign.brief.keyMessages ?? [],
        dos: campaign.brief.dos ?? [],
        donts: campaign.brief.donts ?? [],
        hashtags: campaign.hashtags,
        mentions: campaign.mentions,
        publishFrom: campaign.publishFrom,
        publishTo: campaign.publishTo,
      },
      versions: submissions.map(({ version, createdAt, disclosureVerdict }) => ({
        version,
        at: createdAt.toISOString(),
        verdict: disclosureVerdict,
        path: `${path}?v=${version}`,
        current: version === shownNumber,
      })),
      shown: shown && (await this.version(line, shown)),
      against: against && (await this.version(line, against)),
      diff: shown && against ? diffCaptions(against.caption, shown.caption) : [],
      revisions: {
        used: line.revisions,
        cap: campaign.revisionCap + line.extraRevisions,
        left: revisionsLeft(line, campaign),
      },
      blocked: line.state === 'submitted' && line.verdict === 'fail' ? 'disclosure_fails' : null,
      publication: await this.publication(line, submissions),
      may: {
        decide: actions.includes('approve'),
        comment:
          line.version > 0 &&
          line.state !== 'dropped' &&
          (may('review', 'Content') || may('submit', 'Content')),
        override: staff && may('approve', 'Content'),
        allowRevision: staff && may('approve', 'Content') && line.state === 'submitted',
      },
    };
  }

  private async version(line: PieceLine, submission: Submission): Promise<VersionView> {
    const record = await this.db.repo(DisclosureRecord).findOne({ id: submission.disclosureReportId });
    if (!record) throw notFound('report');
    const files = await this.queries.files(submission.fileIds);
    const ordered = submission.fileIds.flatMap((id) => files.filter((file) => file.id === id));
    return {
      version: submission.version,
      at: submission.createdAt.toISOString(),
      caption: submission.caption,
      paidPartnershipLabel: submission.paidPartnershipLabel,
      note: submission.note,
      files: ordered.map((file) => fileView(line, file)),
      disclosure: this.disclosures.viewOf(record),
      said: saidView(await this.queries.said([submission.id])),
    };
  }

  private async publication(line: PieceLine, submissions: readonly Submission[]) {
    const approved = submissions.find(({ version }) => version === line.approvedVersion);
    const [proof] = line.proofFileId ? await this.queries.files([line.proofFileId]) : [];
    const { liveCaption } = line;
    const compared = approved !== undefined && liveCaption !== null;
    return {
      postUrl: line.postUrl,
      liveCaption,
      proof: proof ? fileView(line, proof) : null,
      diff: compared ? diffCaptions(approved.caption, liveCaption) : [],
      same: compared && sameCaption(approved.caption, liveCaption),
      returnedNote: line.returnedNote,
      disclosure: await this.liveDisclosure(line, approved),
    };
  }

  /** Before it is verified, what the judge would say today; after, what was said then. */
  private async liveDisclosure(
    line: PieceLine,
    approved: Submission | undefined,
  ): Promise<DisclosureView | null> {
    if (line.liveCaption === null) return null;
    const kept = (await this.disclosures.history('deliverable', line.id)).findLast(
      ({ moment }) => moment === 'live',
    );
    if (kept && line.verifiedAt) return this.disclosures.viewOf(kept);
    const { paidPartnershipLabel = false } = approved ?? {};
    return this.judging.check(line, { caption: line.liveCaption, paidPartnershipLabel });
  }
}

function fileView(line: PieceLine, file: FileLine): z.infer<typeof ContentFile> {
  const { id, name, width, height, bytes } = file;
  return {
    id,
    name,
    kind: fileKind(file.media_type),
    width,
    height,
    bytes: Number(bytes),
    path: `${pathOf(line)}/files/${id}`,
  };
}

/** Pins are numbered in the order they were set; evidence and signatures are the label's own matter. */
function saidView(reviews: readonly Review[]): VersionView['said'] {
  const staff = currentActor().kind === 'staff';
  let pins = 0;
  return reviews.map((review) => ({
    id: review.id,
    decision: review.decision,
    note: review.note,
    who: review.authorName,
    side: review.side,
    at: review.createdAt.toISOString(),
    pin:
      review.pinX !== null || review.pinSecond !== null
        ? {
            number: ++pins,
            fileId: review.pinFileId,
            x: review.pinX,
            y: review.pinY,
            second: review.pinSecond,
          }
        : null,
    forClient: review.forClient,
    evidence: staff ? review.evidence : null,
    overrideReason: staff ? review.overrideReason : null,
  }));
}
