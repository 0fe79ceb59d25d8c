export type OperationKind = 'charge' | 'payout' | 'refund';

/** What is asked of a provider. `id` is ours and stored before the call: asking again is the same operation. */
export interface Operation {
  readonly id: string;
  readonly kind: OperationKind;
  readonly amountMinor: number;
  readonly currency: string;
}

/** What the provider says of an operation now. */
export interface OperationState {
  readonly reference: string;
  readonly state: 'pending' | 'succeeded' | 'failed';
  readonly error: string | null;
}

/** An operation that has moved money, as the provider's books have it. */
export interface MovedOperation extends Operation {
  readonly movedAt: Date;
}

/** Moves real money. Never called inside a transaction; every call may be repeated. */
export interface PaymentProvider {
  readonly name: string;
  submit(operation: Operation): Promise<OperationState>;
  /** Everything that has moved money so far, from the provider's own books. */
  moved(): Promise<MovedOperation[]>;
}

export const PAYMENT_PROVIDER = Symbol('PaymentProvider');
/** Seconds until an operation that has not settled is asked for again. */
export const ASK_AGAIN_SECONDS = 10;
