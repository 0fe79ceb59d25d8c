import { defineJob } from '#platform/jobs';

/** Asks the provider for a brand's money. */
export const collectFunding = defineJob<{ fundingId: string }>('money.collect', {
  retryLimit: 20,
  singleton: true,
});
/** Sends a brand's money back. */
export const sendRefund = defineJob<{ refundId: string }>('money.refund', {
  retryLimit: 20,
  singleton: true,
});
/** Pays an influencer what is due. */
export const payInfluencer = defineJob<{ influencerId: string; currency: string }>('money.pay', {
  retryLimit: 20,
  singleton: true,
});
/** Brings one payout to its end. */
export const settlePayout = defineJob<{ payoutId: string }>('money.settle', {
  retryLimit: 50,
  singleton: true,
});
/** Prints an invoice or a statement. */
export const printStatement = defineJob<{ statementId: string }>('money.print', {
  retryLimit: 10,
  singleton: true,
});
/** Compares one label's books. */
export const reconcileLabel = defineJob<{ reason: string }>('money.reconcile');
/** Looks for what is due in one label. */
export const payDueOfLabel = defineJob<{ reason: string }>('money.due');
