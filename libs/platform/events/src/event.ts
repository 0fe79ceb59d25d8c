import 'reflect-metadata';

type Scalar = string | number | boolean | null;

/** Ids and small values only: a subscriber reads the rest itself, through the walls. */
export type EventPayload<P> = { readonly [K in keyof P]: Scalar | readonly Scalar[] | undefined };

export interface EventType<P> {
  readonly name: string;
  /** Carries the type of the payload; never set. */
  readonly payload?: P;
}

export const EVENT_MARK = Symbol('event');

/** Defines an event by its name in the words of the field: `campaign.approved`. */
export function defineEvent<P extends EventPayload<P>>(name: string): EventType<P> {
  return Object.freeze({ name });
}

type Subscriber<P> = (payload: P) => void | Promise<void>;

/** Marks a provider's method as a subscriber; it runs inside the transaction that emits. */
export function OnEvent<P>(...events: readonly EventType<P>[]) {
  return <M extends Subscriber<P>>(
    _target: object,
    _method: string,
    descriptor: TypedPropertyDescriptor<M>,
  ): void => {
    Reflect.defineMetadata(EVENT_MARK, events, descriptor.value as object);
  };
}
