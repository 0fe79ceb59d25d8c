/** One line of an invoice or statement; its text is made in the label's language when it is printed. */
export interface StatementLine {
  readonly text: 'campaignFunding' | 'refund' | 'deliverable' | 'killFee';
  readonly reference: string;
  readonly campaignId: string;
  readonly amountMinor: number;
}
