import { Controller, Get, Post } from '@nestjs/common';
import { Can } from '#platform/access';
import { Files } from '#platform/storage';
import { Download, Form, Id, Input, Portal, Search, Stream, View } from '#platform/web';
import { CampaignHead, CampaignHeads, Campaigns } from '#domain/campaigns';
import {
  CampaignBooks,
  MoneyOverview,
  Payouts,
  Reconciliation,
  RefundInput,
  Refunds,
  SandboxInput,
  Simulation,
  SimulationInput,
  Statements,
  StudioMoney,
} from '#domain/money';
import { z } from 'zod';

const overview = '/money';
const tab = '/campaigns/:id/money';
const Made = z.object({ id: z.uuid() });

/** The label's money: what is owed, held and paid, and whether the books agree. */
@Portal('studio')
@Controller()
export class MoneyController {
  constructor(
    private readonly money: StudioMoney,
    private readonly payouts: Payouts,
    private readonly refunds: Refunds,
    private readonly reconciliation: Reconciliation,
    private readonly statements: Statements,
    private readonly campaigns: Campaigns,
    private readonly heads: CampaignHeads,
    private readonly files: Files,
  ) {}

  @Can('read', 'Ledger')
  @View('money/overview', MoneyOverview)
  @Get('money')
  overview() {
    return this.money.overview();
  }

  /** What a brand pays so that somebody gets an amount, or the other way round. */
  @Can('read', 'Ledger')
  @View('money/simulator', Simulation)
  @Get('money/simulator')
  simulate(@Search(SimulationInput) asked: SimulationInput) {
    return this.money.simulate(asked);
  }

  @Can('pay', 'Payout')
  @Form({ page: overview, done: overview, notice: 'payouts_started' }, z.object({ people: z.number().int() }))
  @Post('money/pay-due')
  async payDue() {
    return { people: await this.payouts.payDue() };
  }

  @Can('pay', 'Payout')
  @Form({ page: overview, done: overview, notice: 'payout_retried' }, Made)
  @Post('money/payouts/:id/retry')
  async retry(@Id('id') id: string) {
    await this.payouts.retry(id);
    return { id };
  }

  /** Compares ledger and provider now, beside the nightly run. */
  @Can('pay', 'Ledger')
  @Stream()
  @Form({ page: overview, done: overview, notice: 'books_compared' }, z.object({ drifts: z.number().int() }))
  @Post('money/reconcile')
  async reconcile() {
    const { drifts } = await this.reconciliation.run();
    return { drifts: drifts.length };
  }

  /** How the sandbox will answer next; not there where real money moves. */
  @Can('pay', 'Ledger')
  @Form({ page: overview, done: overview, notice: 'sandbox_scripted' }, SandboxInput)
  @Post('money/sandbox')
  async script(@Input(SandboxInput) input: SandboxInput) {
    await this.money.script(input);
    return input;
  }

  @Can('read', 'Payout')
  @Stream()
  @Get('money/statements/:id')
  async statement(@Id('id') id: string) {
    const { stream, mediaType, name, bytes } = await this.files.open(await this.statements.fileOf(id));
    return new Download(stream, mediaType, name, { bytes });
  }

  @Can('read', 'Ledger')
  @View('money/campaign', CampaignBooks.extend({ campaign: CampaignHead }))
  @Get('campaigns/:id/money')
  async campaign(@Id('id') id: string, @Search(SimulationInput) asked: SimulationInput) {
    const campaign = await this.heads.forCampaign(id, 'money');
    return { campaign, ...(await this.money.campaign(id, await this.campaigns.get(id), asked)) };
  }

  @Can('pay', 'Ledger')
  @Form({ page: tab, done: tab, notice: 'refund_requested' }, z.object({ id: z.uuid(), refundId: z.uuid() }))
  @Post('campaigns/:id/refund')
  async refund(@Id('id') id: string, @Input(RefundInput) { destination, amountMinor }: RefundInput) {
    await this.campaigns.get(id);
    const refund = await this.refunds.request(id, destination, amountMinor);
    return { id, refundId: refund.id };
  }
}
