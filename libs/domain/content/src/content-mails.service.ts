import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentTenant } from '#platform/kernel';
import { Mail } from '#platform/mail';
import { Campaigns } from '#domain/campaigns';
import { TenantDirectory } from '#domain/tenants';
import type { Deliverable } from './content.entities.js';
import { Deliverables } from './deliverables.service.js';

interface Person {
  name: string;
  email: string;
  locale: string | null;
}

/** Mails about content, queued with what causes them. None of them holds an amount. */
@Injectable()
export class ContentMails {
  constructor(
    private readonly db: Db,
    private readonly mail: Mail,
    private readonly campaigns: Campaigns,
    private readonly deliverables: Deliverables,
    private readonly tenants: TenantDirectory,
  ) {}

  /** To those who review for the brand; where nobody does, to the staff who stand in for it. */
  async submitted(piece: Deliverable, version: number): Promise<void> {
    const reviewers = await this.reviewers(piece.organizationId);
    const about = { ...(await this.about(piece)), version, verdict: piece.verdict };
    const link = `/campaigns/${piece.campaignId}/content/${piece.id}`;
    if (reviewers.length > 0) {
      const data = { ...about, portal: 'brand', link: `/o/${piece.organizationId}${link}` };
      await this.send(reviewers, 'content-submitted', data);
    } else {
      await this.send(await this.staff(), 'content-submitted', { ...about, portal: 'studio', link });
    }
  }

  async changesRequested(piece: Deliverable, note: string): Promise<void> {
    await this.toInfluencer(piece, 'content-changes', { note });
  }

  async approved(piece: Deliverable): Promise<void> {
    await this.toInfluencer(piece, 'content-approved', {});
  }

  async verified(piece: Deliverable): Promise<void> {
    await this.toInfluencer(piece, 'content-verified', {});
  }

  async sentBack(piece: Deliverable, note: string): Promise<void> {
    await this.toInfluencer(piece, 'content-sent-back', { note });
  }

  /** The brand has let its days pass: the label's staff are told. */
  async reviewLate(piece: Deliverable): Promise<void> {
    const data = {
      ...(await this.about(piece)),
      portal: 'studio',
      link: `/campaigns/${piece.campaignId}/content/${piece.id}`,
    };
    await this.send(await this.staff(), 'content-review-late', data);
  }

  private async toInfluencer(
    piece: Deliverable,
    template: string,
    more: Record<string, unknown>,
  ): Promise<void> {
    const people = await this.people(
      'content_people_influencer',
      `SELECT a.name, a.email, a.locale FROM representation r JOIN account a ON a.tenant_id = $1 AND a.id = r.account_id
       WHERE r.tenant_id = $1 AND r.influencer_id = $2 AND a.state = 'active'`,
      [piece.influencerId],
    );
    const link = `/collaborations/${piece.collaborationId}/content/${piece.id}`;
    await this.send(people, template, { ...(await this.about(piece)), ...more, portal: 'influencer', link });
  }

  private async about(piece: Deliverable) {
    const { name: campaign } = await this.campaigns.byId(piece.campaignId);
    const { platform, format, position } = piece;
    return {
      campaign,
      platform,
      format,
      position,
      influencerName: await this.deliverables.influencerName(piece),
    };
  }

  private reviewers(organizationId: string): Promise<Person[]> {
    return this.people(
      'content_people_brand',
      `SELECT a.name, a.email, a.locale FROM membership m JOIN account a ON a.tenant_id = $1 AND a.id = m.account_id
       WHERE m.tenant_id = $1 AND m.organization_id = $2 AND m.role IN ('admin', 'approver') AND a.state = 'active'`,
      [organizationId],
    );
  }

  private staff(): Promise<Person[]> {
    return this.people(
      'content_people_staff',
      `SELECT a.name, a.email, a.locale FROM staff_member s JOIN account a ON a.tenant_id = $1 AND a.id = s.account_id
       WHERE s.tenant_id = $1 AND s.role IN ('owner', 'manager') AND s.state = 'active' AND a.state = 'active'`,
      [],
    );
  }

  private people(name: string, text: string, values: string[]): Promise<Person[]> {
    return this.db.query<Person & Record<string, unknown>>({
      name,
      text,
      values: [currentTenant(), ...values],
    });
  }

  private async send(
    people: readonly Person[],
    template: string,
    data: Record<string, unknown>,
  ): Promise<void> {
    for (const { name, email, locale } of people) {
      await this.mail.send({
        to: { address: email, name },
        template,
        locale: locale ?? this.tenants.current.locales[0] ?? 'en',
        data: { ...data, name },
      });
    }
  }
}
