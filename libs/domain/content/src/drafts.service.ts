import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { Events } from '#platform/events';
import { currentActor, newId, now } from '#platform/kernel';
import { Timeline } from '#domain/campaigns';
import type { DisclosureView } from '#domain/disclosure';
import { TenantDirectory } from '#domain/tenants';
import { businessDaysAfter, REVIEW_BUSINESS_DAYS } from './business-days.js';
import { ContentFiles } from './content-files.service.js';
import { ContentMails } from './content-mails.service.js';
import { type Deliverable, Submission } from './content.entities.js';
import { contentSubmitted } from './content.events.js';
import type { CheckInput, Decided, DraftInput } from './content.inputs.js';
import { Deliverables } from './deliverables.service.js';
import { Judging } from './judging.service.js';

/** Drafts as influencers hand them in: each a version with its own judgement. */
@Injectable()
export class Drafts {
  constructor(
    private readonly db: Db,
    private readonly deliverables: Deliverables,
    private readonly files: ContentFiles,
    private readonly judging: Judging,
    private readonly timeline: Timeline,
    private readonly events: Events,
    private readonly mails: ContentMails,
    private readonly tenants: TenantDirectory,
  ) {}

  /** What the judge would say of this text; nothing is kept. */
  async check(
    id: string,
    input: Pick<CheckInput, 'caption' | 'paidPartnershipLabel'>,
  ): Promise<DisclosureView> {
    return this.judging.check(await this.deliverables.get(id), input);
  }

  /**
   * A new version. One whose disclosure fails is taken in, since its people must see why; it cannot be approved. The
   * reviewer's deadline starts anew.
   */
  async submit(id: string, input: DraftInput): Promise<Decided & { disclosure: DisclosureView }> {
    const piece = await this.deliverables.lock(id);
    this.deliverables.requireAction(piece, 'submit');
    await this.files.requireMedia(piece, input.fileIds);
    const judged = await this.judging.record(piece, 'submission', input);
    const version = piece.version + 1;
    await this.db.repo(Submission).insert({
      id: newId(),
      deliverableId: id,
      version,
      caption: input.caption,
      fileIds: input.fileIds,
      paidPartnershipLabel: input.paidPartnershipLabel,
      note: input.note ?? null,
      disclosureReportId: judged.id,
      disclosureVerdict: judged.verdict,
      createdBy: currentActor().accountId,
      createdAt: now(),
    });
    const submittedAt = now();
    const state = await this.deliverables.move(piece, 'submit', {
      version,
      verdict: judged.verdict,
      submittedAt,
      reviewDueAt: businessDaysAfter(submittedAt, REVIEW_BUSINESS_DAYS, this.tenants.current.timeZone),
      escalatedAt: null,
    });
    await this.told({ ...piece, verdict: judged.verdict }, version);
    return { id, state, version, disclosure: judged.view };
  }

  private async told(piece: Deliverable, version: number): Promise<void> {
    const { id: deliverableId, campaignId, collaborationId, influencerId } = piece;
    const name = await this.deliverables.influencerName(piece);
    await this.timeline.record({
      campaignId,
      collaborationId,
      influencerId,
      kind: 'content_submitted',
      audience: 'all',
      data: { name, count: version },
    });
    await this.mails.submitted(piece, version);
    await this.events.emit(contentSubmitted, { deliverableId, campaignId, collaborationId });
  }
}
