import { z } from 'zod';

const minor = z.number().int();
const at = z.iso.datetime();

/** An amount in minor units; a form writes it as people of its locale do. */
const Amount = z.number().int().min(1).max(1_000_000_000_000).meta({ form: 'money' });

export const FundInput = z.object({
  /** All that is missing if left out. */
  amountMinor: Amount.optional(),
  /** `account` takes what the brand has prepaid. */
  source: z.enum(['provider', 'account']).default('provider'),
});
export type FundInput = z.infer<typeof FundInput>;

export const RefundInput = z.object({
  /** All that is free if left out. */
  amountMinor: Amount.optional(),
  destination: z.enum(['account', 'source']),
});
export type RefundInput = z.infer<typeof RefundInput>;

/** What the simulator is asked: one of the two, written as an amount of the label's locale (`1,000.50`). */
export const SimulationInput = z.object({ net: Amount.optional(), price: Amount.optional() });
export type SimulationInput = z.infer<typeof SimulationInput>;

export const SandboxInput = z.object({
  kind: z.enum(['charge', 'payout', 'refund']),
  outcome: z.enum(['succeeded', 'failed']),
  delaySeconds: z.number().int().min(0).max(86_400).default(0),
});
export type SandboxInput = z.infer<typeof SandboxInput>;

export const Funded = z.object({
  id: z.uuid(),
  campaignId: z.uuid(),
  campaignName: z.string(),
  organizationName: z.string(),
  amountMinor: minor,
  currency: z.string(),
  state: z.enum(['pending', 'received', 'failed']),
  source: z.enum(['provider', 'account']),
  error: z.string().nullable(),
  createdAt: at,
  receivedAt: at.nullable(),
});
export type Funded = z.infer<typeof Funded>;

/** An invoice, a credit note or a payout's statement; `ready` once its file is printed. */
export const StatementRow = z.object({
  id: z.uuid(),
  kind: z.enum(['invoice', 'creditNote', 'payout']),
  number: z.string(),
  campaignId: z.uuid().nullable(),
  campaignName: z.string(),
  totalMinor: minor,
  currency: z.string(),
  issuedAt: at,
  ready: z.boolean(),
});
export type StatementRow = z.infer<typeof StatementRow>;

/** Why money is late: the brand's is missing, the payment failed, the provider takes long, the draft is overdue. */
export const LATE_REASONS = ['unfunded', 'failed', 'provider', 'queued', 'draft_overdue'] as const;
const LateReason = z.enum(LATE_REASONS);
export type LateReason = z.infer<typeof LateReason>;

export const PayableRow = z.object({
  id: z.uuid(),
  kind: z.enum(['deliverable', 'killFee']),
  influencerId: z.uuid(),
  influencerName: z.string(),
  campaignId: z.uuid(),
  campaignName: z.string(),
  platform: z.string().nullable(),
  format: z.string().nullable(),
  netMinor: minor,
  priceMinor: minor,
  currency: z.string(),
  state: z.enum(['approved', 'scheduled', 'onItsWay', 'paid', 'failed']),
  earnedAt: at,
  dueAt: at,
  paidAt: at.nullable(),
  late: LateReason.nullable(),
});
export type PayableRow = z.infer<typeof PayableRow>;

export const PayoutRow = z.object({
  id: z.uuid(),
  influencerId: z.uuid(),
  influencerName: z.string(),
  amountMinor: minor,
  currency: z.string(),
  state: z.enum(['created', 'onItsWay', 'paid', 'failed']),
  error: z.string().nullable(),
  retriable: z.boolean(),
  createdAt: at,
  paidAt: at.nullable(),
  statementId: z.uuid().nullable(),
  statementNumber: z.string().nullable(),
  statementReady: z.boolean(),
});
export type PayoutRow = z.infer<typeof PayoutRow>;

export const RefundRow = z.object({
  id: z.uuid(),
  amountMinor: minor,
  currency: z.string(),
  destination: z.enum(['account', 'source']),
  state: z.enum(['pending', 'done', 'failed']),
  error: z.string().nullable(),
  createdAt: at,
});

const LayerAmount = z.object({ name: z.string(), amountMinor: minor });

/** What a brand pays so that the influencer gets the net, layer by layer; or why that cannot be said. */
export const Simulation = z.object({
  currency: z.string(),
  layers: z.array(z.object({ name: z.string(), basisPoints: z.number().int(), fixedMinor: minor })),
  split: z.object({ netMinor: minor, priceMinor: minor, layers: z.array(LayerAmount) }).nullable(),
  fault: z.string().nullable(),
});
export type Simulation = z.infer<typeof Simulation>;

/** One campaign's money as the label sees it. */
export const CampaignBooks = z.object({
  currency: z.string(),
  /** Whether the label's whole ledger sums to zero. */
  balanced: z.boolean(),
  budgetMinor: minor,
  fundedMinor: minor,
  pendingMinor: minor,
  reservedMinor: minor,
  spentMinor: minor,
  priceMinor: minor,
  netMinor: minor,
  marginMinor: minor,
  paidMinor: minor,
  /** What may still be funded; what may be refunded; what the brand has prepaid beyond its campaigns. */
  openMinor: minor,
  freeMinor: minor,
  onAccountMinor: minor,
  fundings: z.array(Funded),
  refunds: z.array(RefundRow),
  payables: z.array(PayableRow),
  statements: z.array(StatementRow),
  /** Which of the lists go on: each has a page of its own. */
  more: z.object({ payables: z.boolean(), fundings: z.boolean(), statements: z.boolean() }),
  simulation: Simulation,
  may: z.object({ fund: z.boolean(), pay: z.boolean() }),
});
export type CampaignBooks = z.infer<typeof CampaignBooks>;

const DriftRow = z.object({
  code: z.string(),
  subjectId: z.string(),
  currency: z.string(),
  expectedMinor: minor,
  foundMinor: minor,
});

/** The label's money. */
export const MoneyOverview = z.object({
  balanced: z.boolean(),
  totals: z.array(
    z.object({
      currency: z.string(),
      budgetMinor: minor,
      fundedMinor: minor,
      reservedMinor: minor,
      onAccountMinor: minor,
      owedMinor: minor,
      dueMinor: minor,
      paidMinor: minor,
      marginMinor: minor,
    }),
  ),
  accounts: z.array(
    z.object({ account: z.string(), parties: z.number().int(), currency: z.string(), balanceMinor: minor }),
  ),
  sums: z.array(z.object({ currency: z.string(), sumMinor: minor })),
  payables: z.array(PayableRow),
  payouts: z.array(PayoutRow),
  fundings: z.array(Funded),
  campaigns: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      organizationName: z.string(),
      currency: z.string(),
      budgetMinor: minor,
      fundedMinor: minor,
      reservedMinor: minor,
      priceMinor: minor,
      netMinor: minor,
      marginMinor: minor,
      paidMinor: minor,
    }),
  ),
  reconciliation: z.object({ at, checked: z.number().int(), drifts: z.array(DriftRow) }).nullable(),
  /** Which of the lists go on: each has a page of its own. */
  more: z.object({ payables: z.boolean(), payouts: z.boolean(), fundings: z.boolean(), ledger: z.boolean() }),
  /** Whether money here is the sandbox's, whose next answers can be chosen. */
  sandbox: z.boolean(),
  may: z.object({ pay: z.boolean() }),
});
export type MoneyOverview = z.infer<typeof MoneyOverview>;

/** Work that a brand has paid for, at its price. */
export const Posted = z.object({
  id: z.uuid(),
  kind: z.enum(['deliverable', 'killFee']),
  influencerName: z.string(),
  platform: z.string().nullable(),
  format: z.string().nullable(),
  priceMinor: minor,
  currency: z.string(),
  postedAt: at,
});

export type Posted = z.infer<typeof Posted>;

/** One campaign's money as its brand sees it: prices only. */
export const BrandCampaignMoney = z.object({
  currency: z.string(),
  budgetMinor: minor,
  fundedMinor: minor,
  pendingMinor: minor,
  reservedMinor: minor,
  spentMinor: minor,
  leftMinor: minor,
  openMinor: minor,
  onAccountMinor: minor,
  fundings: z.array(Funded),
  posted: z.array(Posted),
  statements: z.array(StatementRow),
  more: z.object({ fundings: z.boolean(), posted: z.boolean(), statements: z.boolean() }),
  mayFund: z.boolean(),
});
export type BrandCampaignMoney = z.infer<typeof BrandCampaignMoney>;

/** A brand's money over its campaigns: prices only. */
export const BrandMoney = z.object({
  totals: z.array(
    z.object({
      currency: z.string(),
      budgetMinor: minor,
      fundedMinor: minor,
      reservedMinor: minor,
      spentMinor: minor,
      leftMinor: minor,
      onAccountMinor: minor,
    }),
  ),
  campaigns: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      currency: z.string(),
      budgetMinor: minor,
      fundedMinor: minor,
      reservedMinor: minor,
      spentMinor: minor,
    }),
  ),
  fundings: z.array(Funded),
  statements: z.array(StatementRow),
  more: z.object({ fundings: z.boolean(), statements: z.boolean() }),
  /** Invoices are for those who keep the books. */
  mayReadInvoices: z.boolean(),
});
export type BrandMoney = z.infer<typeof BrandMoney>;

export const EARNING_STEPS = ['earned', 'approved', 'scheduled', 'onItsWay', 'paid'] as const;

/** One piece of work on its way to being paid. */
export const Earning = z.object({
  id: z.uuid(),
  kind: z.enum(['deliverable', 'killFee']),
  collaborationId: z.uuid(),
  campaignName: z.string(),
  organizationName: z.string(),
  platform: z.string().nullable(),
  format: z.string().nullable(),
  netMinor: minor,
  currency: z.string(),
  state: z.enum(['open', 'scheduled', 'onItsWay', 'paid', 'failed']),
  steps: z.array(
    z.object({
      key: z.enum(EARNING_STEPS),
      state: z.enum(['done', 'current', 'late', 'todo']),
      at: at.nullable(),
    }),
  ),
  dueAt: at.nullable(),
  late: LateReason.nullable(),
  /** What the influencer has to do next, if it is their turn. */
  missing: z.enum(['draft', 'changes', 'post']).nullable(),
});
export type Earning = z.infer<typeof Earning>;

export const EarningTotals = z.object({
  currency: z.string(),
  openMinor: minor,
  scheduledMinor: minor,
  onItsWayMinor: minor,
  paidMinor: minor,
  lateMinor: minor,
});

export const CollaborationEarnings = z.object({
  totals: z.array(EarningTotals),
  earnings: z.array(Earning),
  more: z.object({ earnings: z.boolean(), statements: z.boolean() }),
});
export type CollaborationEarnings = z.infer<typeof CollaborationEarnings>;

/** What an influencer has earned: nets only. */
export const Earnings = CollaborationEarnings.extend({ statements: z.array(StatementRow) });
export type Earnings = z.infer<typeof Earnings>;
