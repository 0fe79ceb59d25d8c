import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { OnEvent } from '#platform/events';
import { currentTenant } from '#platform/kernel';
import { Mail } from '#platform/mail';
import { TenantDirectory } from '#domain/tenants';
import {
  driftFound,
  fundingFailed,
  fundingReceived,
  payablePosted,
  payoutFailed,
  payoutPaid,
} from './money.events.js';
import { ReconciliationRun } from './money.entities.js';
import {
  type Addressee,
  FINANCE_OF_BRAND,
  FINANCE_OF_LABEL,
  FUNDING_FACTS,
  PAYABLE_FACTS,
  PAYOUT_FACTS,
  PEOPLE_OF_INFLUENCER,
} from './people.queries.js';

const MONEY_STAFF = ['owner', 'manager', 'finance'];

interface Row {
  amount_minor: number;
  currency: string;
  organization_id: string;
  organization: string | null;
  influencer_id: string;
  influencer: string | null;
  campaign: string | null;
  net_minor: number;
  due_at: Date;
  kind: string;
  number: string | null;
  error: string | null;
  complete: boolean | null;
}

/** Mails about money. Each side is told its own amount: the brand what it pays, the influencer what they receive. */
@Injectable()
export class MoneyNews {
  constructor(
    private readonly db: Db,
    private readonly mail: Mail,
    private readonly tenants: TenantDirectory,
  ) {}

  @OnEvent(fundingReceived)
  onFundingReceived(event: { campaignId: string; fundingId: string }): Promise<void> {
    return this.tellOfFunding('funding-received', event);
  }

  @OnEvent(fundingFailed)
  onFundingFailed(event: { campaignId: string; fundingId: string }): Promise<void> {
    return this.tellOfFunding('funding-failed', event);
  }

  @OnEvent(payablePosted)
  async onPayablePosted({
    deliverableId,
    collaborationId,
  }: {
    deliverableId: string;
    collaborationId: string;
  }): Promise<void> {
    const row = await this.facts(PAYABLE_FACTS, deliverableId);
    if (!row) return;
    await this.send(await this.ofInfluencer(row.influencer_id), 'payable-scheduled', {
      portal: 'influencer',
      link: `/collaborations/${collaborationId}/money`,
      amount: { minor: row.net_minor, currency: row.currency },
      campaign: row.campaign ?? '',
      dueAt: row.due_at.toISOString(),
      kind: row.kind,
    });
  }

  @OnEvent(payoutPaid)
  async onPayoutPaid({ payoutId }: { payoutId: string }): Promise<void> {
    const row = await this.facts(PAYOUT_FACTS, payoutId);
    if (!row) return;
    await this.send(await this.ofInfluencer(row.influencer_id), 'payout-paid', {
      portal: 'influencer',
      link: '/earnings#statements',
      amount: { minor: row.amount_minor, currency: row.currency },
      number: row.number ?? '',
    });
  }

  @OnEvent(payoutFailed)
  async onPayoutFailed({ payoutId }: { payoutId: string }): Promise<void> {
    const row = await this.facts(PAYOUT_FACTS, payoutId);
    if (!row) return;
    const amount = { minor: row.amount_minor, currency: row.currency };
    const data = { amount, who: row.influencer ?? '', error: row.error ?? 'unknown' };
    await this.send(await this.ofInfluencer(row.influencer_id), 'payout-failed', {
      portal: 'influencer',
      link: '/earnings',
      staff: false,
      ...data,
    });
    await this.send(await this.ofLabel(), 'payout-failed', {
      portal: 'studio',
      link: '/money',
      staff: true,
      ...data,
    });
  }

  @OnEvent(driftFound)
  async onDrift({ reconciliationId }: { reconciliationId: string }): Promise<void> {
    const run = await this.db.repo(ReconciliationRun).findOne({ id: reconciliationId });
    await this.send(await this.ofLabel(['owner']), 'money-drift', {
      portal: 'studio',
      link: '/money#books',
      count: run?.drifts.length ?? 0,
    });
  }

  private async tellOfFunding(
    template: 'funding-received' | 'funding-failed',
    event: { campaignId: string; fundingId: string },
  ): Promise<void> {
    const row = await this.facts(FUNDING_FACTS, event.fundingId);
    if (!row) return;
    const data = {
      amount: { minor: row.amount_minor, currency: row.currency },
      campaign: row.campaign ?? '',
      organization: row.organization ?? '',
      error: row.error ?? '',
      // The brand gets one mail: that the campaign can go live stands in it.
      complete: row.complete === true,
    };
    const path = `/campaigns/${event.campaignId}/money`;
    const brand = await this.db.query<Addressee>({
      ...FINANCE_OF_BRAND,
      values: [currentTenant(), row.organization_id],
    });
    await this.send(brand, template, { portal: 'brand', link: `/o/${row.organization_id}${path}`, ...data });
    await this.send(await this.ofLabel(), template, { portal: 'studio', link: path, ...data });
  }

  private facts(statement: { name: string; text: string }, id: string): Promise<Row | null> {
    return this.db.one<Row>({ ...statement, values: [currentTenant(), id] });
  }

  private ofInfluencer(id: string): Promise<Addressee[]> {
    return this.db.query<Addressee>({ ...PEOPLE_OF_INFLUENCER, values: [currentTenant(), id] });
  }

  private ofLabel(roles: readonly string[] = MONEY_STAFF): Promise<Addressee[]> {
    return this.db.query<Addressee>({ ...FINANCE_OF_LABEL, values: [currentTenant(), roles] });
  }

  private async send(
    people: readonly Addressee[],
    template: string,
    data: Record<string, unknown>,
  ): Promise<void> {
    const { locales } = this.tenants.current;
    for (const { name, email, locale } of people) {
      await this.mail.send({
        to: { address: email, name },
        template,
        locale: locale ?? locales[0] ?? 'en',
        data: { ...data, name },
      });
    }
  }
}
