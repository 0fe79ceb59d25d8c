import { defineJob } from '#platform/jobs';

/** Asks the provider for a brand's money. */
export const collectFunding = defineJob<{ fundingId: string }>('money.collect', { retryLimit: 20, singleton: true });
/** Pays an influencer what is due. */
export const payInfluencer = defineJob<{ influencerId: string; currency: string }>('money.pay', { retryLimit: 20, singleton: true });
/** Brings one payout to its end. */
export const settlePayout = defineJob<{ payoutId: string }>('money.settle', { retryLimit: 50, singleton: true });
