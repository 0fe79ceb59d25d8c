/** What went wrong, in the few kinds that a caller can act upon; each maps to one HTTP status. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'notFound'
  | 'conflict'
  | 'gone'
  | 'tooMany'
  | 'tooLarge'
  | 'paymentFailed'
  | 'unavailable';

/** One fault of an input: `path` in dots (`deliverables.0.quantity`), `code` is a locale key under `errors.`. */
export interface FieldError {
  readonly path: string;
  readonly code: string;
  readonly message?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/**
 * The only error that reaches a person. `code` is stable and doubles as the locale key `errors.<code>`;
 * `params` fill its text (for a conflict: `state` and `allowed`, what may be done now).
 */
export class DomainError extends Error {
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    readonly params: Readonly<Record<string, unknown>> = {},
    readonly errors: readonly FieldError[] = [],
  ) {
    super(errors.length > 0 ? `${code}: ${errors.map((e) => `${e.path} ${e.code}`).join(', ')}` : code);
    this.name = 'DomainError';
  }
}

/** Bad input (422): names each field and what would be right. */
export function invalid(
  code: string,
  params: Record<string, unknown> = {},
  errors: readonly FieldError[] = [],
): DomainError {
  return new DomainError('invalid', code, params, errors);
}

/** Bad input of one field (422). */
export function invalidField(path: string, code: string, params: Record<string, unknown> = {}): DomainError {
  return new DomainError('invalid', 'invalid_input', {}, [{ path, code, params }]);
}

/** Nobody is signed in, or the credentials are wrong (401). */
export function unauthenticated(code = 'sign_in_required'): DomainError {
  return new DomainError('unauthenticated', code);
}

/** This person's role may not do this (403). Foreign rows are `notFound`, never this. */
export function forbidden(code = 'not_allowed', params: Record<string, unknown> = {}): DomainError {
  return new DomainError('forbidden', code, params);
}

/** There is no such thing for this person (404): absent, another label's and another party's look the same. */
export function notFound(subject: string): DomainError {
  return new DomainError('notFound', 'not_found', { subject });
}

/** The state does not allow this (409); `allowed` says what may be done now. */
export function conflict(code: string, params: Record<string, unknown> = {}): DomainError {
  return new DomainError('conflict', code, params);
}

/** It was there and is not any more (410): a used link, a revoked share. */
export function gone(code: string): DomainError {
  return new DomainError('gone', code);
}

/** Too many attempts (429); wait `retryAfterSeconds`. */
export function tooMany(code: string, retryAfterSeconds: number): DomainError {
  return new DomainError('tooMany', code, { retryAfterSeconds });
}

/** The upload is larger than `limitBytes` (413). */
export function tooLarge(limitBytes: number): DomainError {
  return new DomainError('tooLarge', 'too_large', { limitBytes });
}

/** Money could not be moved (402). */
export function paymentFailed(code: string, params: Record<string, unknown> = {}): DomainError {
  return new DomainError('paymentFailed', code, params);
}

/** Something this needs is busy or down (503). */
export function unavailable(code: string): DomainError {
  return new DomainError('unavailable', code);
}
