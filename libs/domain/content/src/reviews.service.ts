import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { Events } from '#platform/events';
import { conflict, currentActor, forbidden, invalidField, notFound, now } from '#platform/kernel';
import { Campaigns, Timeline } from '#domain/campaigns';
import { ContentMails } from './content-mails.service.js';
import { type Deliverable, Submission } from './content.entities.js';
import { contentApproved } from './content.events.js';
import type { ApproveInput, ChangesInput, CommentInput, Decided } from './content.inputs.js';
import { revisionsLeft } from './content.rules.js';
import { Deliverables } from './deliverables.service.js';
import { Judging } from './judging.service.js';
import { ReviewNotes } from './review-notes.service.js';

/** What brands, and staff for them, say about drafts. Nothing here ever approves by itself. */
@Injectable()
export class Reviews {
  constructor(
    private readonly db: Db,
    private readonly deliverables: Deliverables,
    private readonly campaigns: Campaigns,
    private readonly judging: Judging,
    private readonly notes: ReviewNotes,
    private readonly timeline: Timeline,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly mails: ContentMails,
  ) {}

  /** A remark, if need be pinned to a place; by either side, at any time. */
  async comment(id: string, input: CommentInput): Promise<Decided> {
    const piece = await this.deliverables.lock(id);
    const submission = await this.submission(piece, input.version);
    if (input.fileId && !submission.fileIds.includes(input.fileId)) throw notFound('file');
    if ((input.x === undefined) !== (input.y === undefined))
      throw invalidField(input.x === undefined ? 'x' : 'y', 'required');
    const placed = input.x !== undefined || input.second !== undefined;
    const fileId = input.fileId ?? (placed ? submission.fileIds[0] : undefined);
    await this.notes.write(submission.id, 'comment', {
      note: input.text,
      pinFileId: fileId ?? null,
      pinX: input.x ?? null,
      pinY: input.y ?? null,
      pinSecond: input.second ?? null,
    });
    await this.record(piece, 'content_commented', { count: input.version });
    return { id, state: piece.state, version: piece.version };
  }

  /**
   * Back to the influencer, with what is to change. Each time counts against the campaign's cap, except where the
   * disclosure fails: that is owed, not a matter of taste. Over the cap staff must agree.
   */
  async requestChanges(id: string, input: ChangesInput): Promise<Decided> {
    const piece = await this.deliverables.lock(id);
    const submission = await this.decidable(piece, 'requestChanges', input.version);
    const campaign = await this.campaigns.byId(piece.campaignId);
    const counts = piece.verdict !== 'fail';
    const left = revisionsLeft(piece, campaign);
    const staff = currentActor().kind === 'staff';
    if (counts && left <= 0 && !staff)
      throw conflict('revision_cap', {
        state: piece.state,
        cap: campaign.revisionCap,
        allowed: ['approve', 'comment'],
      });
    await this.notes.write(submission.id, 'changesRequested', {
      note: input.note,
      forClient: staff,
      evidence: staff ? (input.evidence ?? null) : null,
    });
    const state = await this.deliverables.move(piece, 'requestChanges', {
      revisions: piece.revisions + (counts ? 1 : 0),
      reviewDueAt: null,
    });
    await this.record(piece, 'content_changes_requested', { reason: input.note });
    await this.audit.record('content_changes_requested', 'Content', id, {
      version: input.version,
      beyondCap: counts && left <= 0,
    });
    await this.mails.changesRequested(piece, input.note);
    return { id, state, version: piece.version };
  }

  /**
   * Approves the version that was seen, judged again under today's rules. A failing disclosure stops it, unless staff
   * sign for it with a reason.
   */
  async approve(id: string, input: ApproveInput): Promise<Decided> {
    const piece = await this.deliverables.lock(id);
    const submission = await this.decidable(piece, 'approve', input.version);
    const staff = currentActor().kind === 'staff';
    if (staff && !input.evidence) throw invalidField('evidence', 'required');
    if (!staff && input.overrideReason) throw forbidden('override_is_staffs');
    const { verdict, id: report } = await this.judging.record(piece, 'approval', submission);
    if (verdict === 'fail' && !input.overrideReason) {
      throw conflict('disclosure_fails', {
        state: piece.state,
        allowed: staff ? ['requestChanges', 'override'] : ['requestChanges'],
      });
    }
    const signed = verdict === 'fail' ? (input.overrideReason ?? null) : null;
    await this.notes.write(submission.id, 'approved', {
      note: input.note ?? null,
      forClient: staff,
      evidence: staff ? (input.evidence ?? null) : null,
      overrideReason: signed,
    });
    const state = await this.deliverables.move(piece, 'approve', {
      verdict,
      approvedAt: now(),
      approvedVersion: piece.version,
      reviewDueAt: null,
      returnedNote: null,
    });
    await this.record(piece, 'content_approved', { count: piece.version });
    await this.audit.record(
      signed ? 'content_approved_despite_disclosure' : 'content_approved',
      'Content',
      id,
      {
        version: piece.version,
        verdict,
        report,
        forClient: staff,
      },
    );
    await this.mails.approved(piece);
    const { campaignId, collaborationId } = piece;
    await this.events.emit(contentApproved, { deliverableId: id, campaignId, collaborationId });
    return { id, state, version: piece.version };
  }

  /** Staff let a brand ask for one change more than was agreed. */
  async allowRevision(id: string): Promise<Decided> {
    const piece = await this.deliverables.lock(id);
    this.deliverables.requireAction(piece, 'requestChanges');
    await this.deliverables.patch(piece, { extraRevisions: piece.extraRevisions + 1 });
    await this.record(piece, 'content_revision_allowed', {}, 'brand');
    await this.audit.record('content_revision_allowed', 'Content', id, { extra: piece.extraRevisions + 1 });
    return { id, state: piece.state, version: piece.version };
  }

  /** The newest version, and only that: what was decided on must be what stands. */
  private async decidable(
    piece: Deliverable,
    action: 'approve' | 'requestChanges',
    version: number,
  ): Promise<Submission> {
    this.deliverables.requireAction(piece, action);
    if (version !== piece.version)
      throw conflict('newer_version', { state: piece.state, version: piece.version, allowed: ['review'] });
    return this.submission(piece, version);
  }

  private async submission(piece: Deliverable, version: number): Promise<Submission> {
    const found = await this.db.repo(Submission).findOne({ deliverableId: piece.id, version });
    if (!found) throw notFound('version');
    return found;
  }

  private async record(
    piece: Deliverable,
    kind: string,
    data: { reason?: string; count?: number },
    audience: 'all' | 'brand' = 'all',
  ): Promise<void> {
    const { campaignId, collaborationId, influencerId } = piece;
    const name = await this.deliverables.influencerName(piece);
    await this.timeline.record({
      campaignId,
      collaborationId,
      influencerId,
      kind,
      audience,
      data: { name, ...data },
    });
  }
}
