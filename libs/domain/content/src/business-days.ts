/** How long a reviewer has; domain.md, *Deliverable*. */
export const REVIEW_BUSINESS_DAYS = 3;

/** `days` working days after `from`, at the same time of day; Saturday and Sunday are those of the label's time zone. */
export function businessDaysAfter(from: Date, days: number, timeZone: string): Date {
  const weekday = new Intl.DateTimeFormat('en', { timeZone, weekday: 'short' });
  let at = from;
  for (let left = days; left > 0;) {
    at = new Date(at.getTime() + 86_400_000);
    if (!['Sat', 'Sun'].includes(weekday.format(at))) left -= 1;
  }
  return at;
}
