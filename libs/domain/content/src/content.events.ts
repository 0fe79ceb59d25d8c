import { defineEvent } from '#platform/events';

export interface DeliverableFact {
  readonly deliverableId: string;
  readonly collaborationId: string;
  readonly campaignId: string;
}

export const contentSubmitted = defineEvent<DeliverableFact>('content.submitted');
export const contentApproved = defineEvent<DeliverableFact>('content.approved');
export const contentPublished = defineEvent<DeliverableFact>('content.published');
/** The live post was checked by a person: its money is posted in the same transaction. */
export const contentVerified = defineEvent<DeliverableFact>('content.verified');
/** Its figures are known. */
export const contentMeasured = defineEvent<DeliverableFact>('content.measured');
/** Everything of one collaboration is verified. */
export const contentDelivered = defineEvent<{
  readonly collaborationId: string;
  readonly campaignId: string;
}>('content.delivered');
