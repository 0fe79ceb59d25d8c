import { AsyncLocalStorage } from 'node:async_hooks';
import type { Actor, FieldError, Portal } from '#platform/kernel';
import type { Unit } from '#platform/database';
import type { Look } from '#platform/themes';
import type { FastifyRequest } from 'fastify';
import type { InputLocale } from './locale-input.js';

/** What was typed and what is wrong with it, for a form that is shown again. */
export interface FormState {
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[];
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** One request and its answer, beside what Fastify keeps of it. */
export interface Exchange {
  readonly face: 'page' | 'api';
  readonly host: string;
  readonly portal: Portal | null;
  look: Look | null;
  /** What stands before every path while a look is previewed. */
  preview: { readonly prefix: string; readonly studio: string } | null;
  readonly formState: FormState | null;
  unit: Unit | null;
  actor: Actor | null;
  /** The session look-up failed; told once the route is known to need somebody. */
  failure: unknown;
  inputLocale(): InputLocale;
}

const exchanges = new WeakMap<FastifyRequest, Exchange>();

/** Set while a form is shown again: the inner request picks it up. */
export const formReplay = new AsyncLocalStorage<FormState>();

export function attachExchange(request: FastifyRequest, exchange: Exchange): void {
  exchanges.set(request, exchange);
}

export function exchangeOf(request: FastifyRequest): Exchange {
  const exchange = exchanges.get(request);
  if (!exchange) throw new Error('this request has no exchange: the web layer did not see it come');
  return exchange;
}

export function exchangeOrNull(request: FastifyRequest): Exchange | null {
  return exchanges.get(request) ?? null;
}
