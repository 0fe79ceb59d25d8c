/** What is asked of a provider. `id` is ours and stored before the call: asking again is the same operation. */
export interface Operation {
  readonly id: string;
  readonly kind: 'charge' | 'payout';
  readonly amountMinor: number;
  readonly currency: string;
}

/** What the provider says of an operation now. */
export interface OperationState {
  readonly reference: string;
  readonly state: 'pending' | 'succeeded' | 'failed';
  readonly error: string | null;
}

/** Moves real money. Never called inside a transaction; every call may be repeated. */
export interface PaymentProvider {
  readonly name: string;
  submit(operation: Operation): Promise<OperationState>;
}

export const PAYMENT_PROVIDER = Symbol('PaymentProvider');
