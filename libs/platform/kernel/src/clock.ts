let offsetMs = 0;

/** The product's time. Everything asks here, so that a demo's clock can be moved forward. */
export function now(): Date {
  return new Date(Date.now() + offsetMs);
}

/** Moves the clock of this process; only tests and the demo may. */
export function moveClock(ms: number): void {
  offsetMs = ms;
}

/** `from` plus `days` days of 24 hours. */
export function addDays(from: Date, days: number): Date {
  return new Date(from.getTime() + days * 86_400_000);
}
