import { minorDigits } from '#platform/kernel';

interface CurrencyFormat {
  readonly format: Intl.NumberFormat;
  readonly digits: number;
  readonly unit: number;
}

/** Figures, money and time as one locale and time zone write them; formatters are made once. */
export class Formats {
  readonly direction: 'ltr' | 'rtl';
  private readonly currencies = new Map<string, CurrencyFormat>();
  private readonly wholeCurrencies = new Map<string, CurrencyFormat>();
  private readonly numbers = new Map<string, Intl.NumberFormat>();
  private readonly dates = new Map<string, Intl.DateTimeFormat>();
  private languages: Intl.DisplayNames | undefined;
  private relativeFormat: Intl.RelativeTimeFormat | undefined;
  private durationFormat: { format(parts: Record<string, number>): string } | undefined;

  private constructor(
    readonly locale: string,
    readonly timeZone: string,
  ) {
    const described = new Intl.Locale(locale) as Intl.Locale & { getTextInfo?(): { direction: string } };
    this.direction = described.getTextInfo?.().direction === 'rtl' ? 'rtl' : 'ltr';
  }

  private static readonly known = new Map<string, Formats>();

  /** Shared by every label that writes alike; an unknown locale or zone throws a RangeError. */
  static of(locale: string, timeZone: string): Formats {
    const key = `${locale} ${timeZone}`;
    let found = this.known.get(key);
    if (!found) {
      found = new Formats(locale, timeZone);
      found.dateFormat('date');
      this.known.set(key, found);
    }
    return found;
  }

  number(value: number, digits?: number): string {
    return this.numberFormat(
      `n${digits ?? ''}`,
      digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits },
    ).format(value);
  }

  compact(value: number): string {
    return this.numberFormat('c', { notation: 'compact', maximumFractionDigits: 1 }).format(value);
  }

  /** `points` are percent points: 1.39 is written 1.39 %. */
  percent(points: number, digits = 2): string {
    return this.numberFormat(`p${digits}`, { style: 'percent', maximumFractionDigits: digits }).format(
      points / 100,
    );
  }

  /** `minor` units of the currency; whole amounts drop their zeros when `whole`. */
  money(minor: number | string | bigint, currency: string, whole = false): string {
    const { format, digits, unit } = this.currencyFormat(currency, whole);
    if (typeof minor === 'number') return format.format(minor / unit);
    const text = String(minor);
    const sign = text.startsWith('-') ? '-' : '';
    const padded = text.replace('-', '').padStart(digits + 1, '0');
    const decimal = digits === 0 ? padded : `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
    return format.format(`${sign}${decimal}` as Intl.StringNumericLiteral);
  }

  /** What one of many costs, `digits` after the point: less than the smallest coin, often. */
  rate(minor: number, currency: string, digits: number): string {
    const key = `r${currency}${digits}`;
    let found = this.numbers.get(key);
    if (!found) {
      found = this.currencyStyle(currency, { minimumFractionDigits: digits, maximumFractionDigits: digits });
      this.numbers.set(key, found);
    }
    return found.format(minor / 10 ** minorDigits(currency));
  }

  bytes(count: number): string {
    const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
    const step = count < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3));
    return this.numberFormat(`b${step}`, {
      style: 'unit',
      unit: units[step]!,
      unitDisplay: 'short',
      maximumFractionDigits: 1,
    }).format(count / 1000 ** step);
  }

  date(at: Date): string {
    return this.dateFormat('date').format(at);
  }

  datetime(at: Date): string {
    return this.dateFormat('datetime').format(at);
  }

  time(at: Date): string {
    return this.dateFormat('time').format(at);
  }

  relative(at: Date, now: Date): string {
    const seconds = (at.getTime() - now.getTime()) / 1000;
    const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
      ['year', 31_536_000],
      ['month', 2_592_000],
      ['week', 604_800],
      ['day', 86_400],
      ['hour', 3_600],
      ['minute', 60],
    ];
    this.relativeFormat ??= new Intl.RelativeTimeFormat(this.locale, { numeric: 'auto' });
    const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
    return this.relativeFormat.format(unit === 'second' ? 0 : Math.round(seconds / size), unit);
  }

  languageName(locale: string): string {
    this.languages ??= new Intl.DisplayNames(this.locale, { type: 'language' });
    const name = this.languages.of(locale) ?? locale;
    return name.charAt(0).toLocaleUpperCase(this.locale) + name.slice(1);
  }

  duration(seconds: number): string {
    const Duration = (
      Intl as unknown as {
        DurationFormat: new (locale: string, options: object) => { format(parts: object): string };
      }
    ).DurationFormat;
    this.durationFormat ??= new Duration(this.locale, { style: 'narrow' });
    const whole = Math.max(0, Math.round(seconds));
    if (whole === 0) return this.durationFormat.format({ seconds: 0, milliseconds: 0 }) || this.number(0);
    return this.durationFormat.format({
      days: Math.floor(whole / 86_400),
      hours: Math.floor((whole % 86_400) / 3_600),
      minutes: Math.floor((whole % 3_600) / 60),
      seconds: whole >= 3_600 ? 0 : whole % 60,
    });
  }

  private currencyFormat(currency: string, whole: boolean): CurrencyFormat {
    const known = whole ? this.wholeCurrencies : this.currencies;
    let found = known.get(currency);
    if (!found) {
      const digits = minorDigits(currency);
      const format = this.currencyStyle(currency, whole ? { trailingZeroDisplay: 'stripIfInteger' } : {});
      known.set(currency, (found = { format, digits, unit: 10 ** digits }));
    }
    return found;
  }

  private currencyStyle(currency: string, more: Intl.NumberFormatOptions): Intl.NumberFormat {
    const options = { ...more, style: 'currency', currency } as const;
    const format = new Intl.NumberFormat(this.locale, options);
    // "US$" falls apart in right-to-left text; its code does not.
    return this.direction === 'rtl' && /[A-Za-z]\p{Sc}/u.test(format.format(0))
      ? new Intl.NumberFormat(this.locale, { ...options, currencyDisplay: 'code' })
      : format;
  }

  private numberFormat(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
    let found = this.numbers.get(key);
    if (!found) this.numbers.set(key, (found = new Intl.NumberFormat(this.locale, options)));
    return found;
  }

  private dateFormat(kind: 'date' | 'datetime' | 'time'): Intl.DateTimeFormat {
    let found = this.dates.get(kind);
    if (!found) {
      found = new Intl.DateTimeFormat(this.locale, {
        // A date in figures reads from either end inside right-to-left text, so its month is a word there.
        ...(kind === 'time' ? {} : { dateStyle: this.direction === 'rtl' ? 'long' : 'medium' }),
        ...(kind === 'date' ? {} : { timeStyle: 'short' }),
        timeZone: this.timeZone,
      });
      this.dates.set(kind, found);
    }
    return found;
  }
}
