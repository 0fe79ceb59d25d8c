import { AsyncLocalStorage } from 'node:async_hooks';

let offsetMs = 0;
const elsewhen = new AsyncLocalStorage<number>();

/** The product's time. Everything asks here, so that a demo's clock can be moved forward. */
export function now(): Date {
  return new Date(Date.now() + offsetMs + shiftMs());
}

/** Runs `fn` with all that it awaits so much earlier (negative) or later, while nobody else's time moves: for the demo. */
export function shifted<T>(ms: number, fn: () => T): T {
  return elsewhen.run(ms, fn);
}

/** By how much the present context's time is shifted. */
export function shiftMs(): number {
  return elsewhen.getStore() ?? 0;
}

/** Moves the clock of this process; only tests and the demo may. */
export function moveClock(ms: number): void {
  offsetMs = ms;
}

/** `from` plus `days` days of 24 hours. */
export function addDays(from: Date, days: number): Date {
  return new Date(from.getTime() + days * 86_400_000);
}
