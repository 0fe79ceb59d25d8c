import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { Events } from '#platform/events';
import { conflict, notFound, now } from '#platform/kernel';
import { Campaigns, Collaborations, Timeline } from '#domain/campaigns';
import { Payables } from '#domain/money';
import { ContentMails } from './content-mails.service.js';
import { type Deliverable, Submission } from './content.entities.js';
import { contentDelivered, contentVerified } from './content.events.js';
import type { Decided, ReturnInput, VerifyInput } from './content.inputs.js';
import { DONE } from './deliverable.states.js';
import { Deliverables } from './deliverables.service.js';
import { Judging } from './judging.service.js';
import { ReviewNotes } from './review-notes.service.js';

/** The label's staff look at the live post; what they verify is earned. */
@Injectable()
export class Verification {
  constructor(
    private readonly db: Db,
    private readonly deliverables: Deliverables,
    private readonly campaigns: Campaigns,
    private readonly collaborations: Collaborations,
    private readonly judging: Judging,
    private readonly reviews: ReviewNotes,
    private readonly payables: Payables,
    private readonly timeline: Timeline,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly mails: ContentMails,
  ) {}

  /**
   * Judged as it stands live; verified, and its money posted, in one transaction. A failing disclosure stops it, unless
   * it is signed for with a reason.
   */
  async verify(id: string, input: VerifyInput): Promise<Decided> {
    // The collaboration first, as dropping it does; and of two last pieces verified at once the second sees the first.
    await this.collaborations.lock((await this.deliverables.get(id)).collaborationId);
    const piece = await this.deliverables.lock(id);
    this.deliverables.requireAction(piece, 'verify');
    const approved = await this.approved(piece);
    const { verdict, id: report } = await this.judging.record(piece, 'live', {
      caption: piece.liveCaption ?? '',
      paidPartnershipLabel: approved.paidPartnershipLabel,
    });
    if (verdict === 'fail' && !input.overrideReason)
      throw conflict('live_disclosure_fails', { state: piece.state, allowed: ['sendBack', 'override'] });
    const state = await this.deliverables.move(piece, 'verify', { verdict, verifiedAt: now() });
    const signed = verdict === 'fail' ? (input.overrideReason ?? null) : null;
    await this.reviews.write(approved.id, 'verified', { note: input.note ?? null, overrideReason: signed });
    const action = signed ? 'content_verified_despite_disclosure' : 'content_verified';
    await this.audit.record(action, 'Content', id, { verdict, report });
    await this.post(piece);
    await this.record(piece, 'content_verified');
    await this.mails.verified(piece);
    const { campaignId, collaborationId } = piece;
    await this.events.emit(contentVerified, { deliverableId: id, campaignId, collaborationId });
    await this.deliverIfAll(piece);
    return { id, state, version: piece.version };
  }

  /** Something about the live post must be mended; it is handed in anew afterwards. */
  async sendBack(id: string, { reason }: ReturnInput): Promise<Decided> {
    const piece = await this.deliverables.lock(id);
    const state = await this.deliverables.move(piece, 'sendBack', { returnedNote: reason });
    await this.record(piece, 'content_sent_back', reason);
    await this.audit.record('content_sent_back', 'Content', id, {});
    await this.mails.sentBack(piece, reason);
    return { id, state, version: piece.version };
  }

  private async approved(piece: Deliverable): Promise<Submission> {
    const version = piece.approvedVersion ?? piece.version;
    const found = await this.db.repo(Submission).findOne({ deliverableId: piece.id, version });
    if (!found) throw notFound('version');
    return found;
  }

  private async post(piece: Deliverable): Promise<void> {
    const {
      id: deliverableId,
      collaborationId,
      campaignId,
      organizationId,
      influencerId,
      priceMinor,
      netMinor,
      currency,
    } = piece;
    const { paymentTermsDays: termsDays } = await this.campaigns.byId(campaignId);
    await this.payables.post({
      deliverableId,
      collaborationId,
      campaignId,
      organizationId,
      influencerId,
      priceMinor,
      netMinor,
      currency,
      termsDays,
    });
  }

  private async deliverIfAll({ collaborationId, campaignId }: Deliverable): Promise<void> {
    const pieces = await this.deliverables.ofCollaboration(collaborationId);
    if (!pieces.every(({ state }) => DONE.includes(state) || state === 'dropped')) return;
    await this.collaborations.markDelivered(collaborationId);
    await this.events.emit(contentDelivered, { collaborationId, campaignId });
  }

  private async record(piece: Deliverable, kind: string, reason?: string): Promise<void> {
    const { campaignId, collaborationId, influencerId } = piece;
    const name = await this.deliverables.influencerName(piece);
    const data = { name, ...(reason !== undefined && { reason }) };
    await this.timeline.record({ campaignId, collaborationId, influencerId, kind, audience: 'all', data });
  }
}
