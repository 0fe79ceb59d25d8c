/** An answer to a request, with nothing taken off. */
export interface ReceivedAnswer {
  readonly kind: 'answer';
  readonly place: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

/** Something that a label's people, or others on its behalf, can receive. */
export type Received =
  | ReceivedAnswer
  /** A message as it went over the wire. */
  | { readonly kind: 'mail'; readonly place: string; readonly raw: Buffer }
  /** A request to somebody else: a webhook, a look at a page. */
  | {
      readonly kind: 'request';
      readonly place: string;
      readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
      readonly body: Buffer;
    }
  /** A name by which others tell the label's people who is asking for their trust or their money. */
  | {
      readonly kind: 'name';
      readonly use: 'sign-in' | 'statement';
      readonly place: string;
      readonly text: string;
    };

export function typeOf({ headers }: Pick<ReceivedAnswer, 'headers'>): string {
  return (
    String(headers['content-type'] ?? '')
      .split(';')[0]
      ?.trim()
      .toLowerCase() ?? ''
  );
}

/** A body as an object, where it is one. */
export function jsonOf(body: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
