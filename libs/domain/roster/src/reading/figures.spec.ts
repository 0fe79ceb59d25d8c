import { describe, expect, it } from '@jest/globals';
import { type DecimalMark, parseFigure, toCount, toRatePpm } from './figures.js';
import { NOT_QUICK, quickCount, quickRatePpm } from './quick-figures.js';

const read = (text: string, decimalMark?: DecimalMark): string => {
  const figure = parseFigure(text, { decimalMark: decimalMark ?? null });
  return figure.state === 'value' ? figure.decimal : figure.state === 'missing' ? 'missing' : figure.fault;
};

/** Repeatable chance, so that a failure can be run again. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('figures', () => {
  it.each([
    ['475.8m', '475800000'],
    ['29.0b', '29000000000'],
    ['0.89k', '890'],
    ['149.2M', '149200000'],
    ['2,28,00,00,00,000', '228000000000'],
    ['1,366,417,754', '1366417754'],
    ['1.234.567,8', '1234567.8'],
    ['1,234,567.80', '1234567.8'],
    ['1 234', '1234'],
    ['1\u00a0234\u202f567', '1234567'],
    ["1'234'567", '1234567'],
    ['1’234’567.5', '1234567.5'],
    ['１２，３４５', '12345'],
    ['٤٧٥٫٨', '475.8'],
    ['١٬٢٣٤٬٥٦٧', '1234567'],
    ['۱۲۳', '123'],
    ['१२३', '123'],
    ['1,000th', '1000'],
    ['1st', '1'],
    ['3º', '3'],
    ['3.', '3'],
    ['1.00', '1'],
    ['346.00', '346'],
    ['12,5 Mio.', '12500000'],
    ['3,4 Tsd.', '3400'],
    ['1,2 Mrd', '1200000000'],
    ['2,5 mil', '2500'],
    ['1,1 mi', '1100000'],
    ['12 lakh', '1200000'],
    ['1.5 crore', '15000000'],
    ['1.2万', '12000'],
    ['3.4만', '34000'],
    ['2.28E+11', '228000000000'],
    ['10K+', '10000'],
    ['~5000', '5000'],
    ['="12345"', '12345'],
    ['-5', '-5'],
    ['−5', '-5'],
    ['0', '0'],
    ['-0', '0'],
    ['007', '7'],
  ])('reads %s as %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('keeps decimals exact, where binary fractions would not be', () => {
    expect(read('1.005k')).toBe('1005');
    expect(read('4.35m')).toBe('4350000');
    expect(read('8.87b')).toBe('8870000000');
    expect(toRatePpm(parseFigure('1.005%', { rate: true }), 'percent')).toEqual({
      state: 'value',
      value: 10050,
      rounded: false,
    });
  });

  it.each([
    '',
    ' ',
    'NaN',
    'nan',
    'NaN%',
    'n/a',
    'N/A',
    '#N/A',
    '--',
    '-- ',
    '–',
    '—',
    'null',
    'k.A.',
    's/d',
    'hidden',
  ])('takes %j as not known, never as zero', (text) => expect(read(text)).toBe('missing'));

  it.each([
    '#VALOR!',
    '#REF!',
    '#WERT!',
    '#¡VALOR!',
    '#¡REF!',
    '#VALEUR!',
    '#DIV/0!',
    '#NAME?',
    '#NOMBRE?',
    '#NOM?',
    '#BEZUG!',
    '#####',
  ])('refuses the spreadsheet error %s', (text) => expect(read(text)).toBe('spreadsheetError'));

  it.each([
    'abc',
    '12 34',
    '1,2,3',
    '1.2.3',
    '1,234.567,8',
    '5 apples',
    '12-5',
    '0x10',
    '12a',
    'k',
    '1kk',
    'Infinity',
    '1/2',
    '5$',
    '9'.repeat(80),
  ])('refuses %s as no number', (text) => expect(read(text)).toBe('notANumber'));

  it('settles a lone mark before three digits by the column, else as a thousand', () => {
    expect(read('12.500')).toBe('12500');
    expect(read('12,500')).toBe('12500');
    expect(read('12.500', '.')).toBe('12.5');
    expect(read('12,500', ',')).toBe('12.5');
    expect(read('12.500', ',')).toBe('12500');
    expect(read('1.234k')).toBe('1234');
    expect(read('1,234k')).toBe('1234000');
    expect(read('0.125')).toBe('0.125');
    expect(read('1234.567')).toBe('1234.567');
    const rate = parseFigure('1.234', { rate: true });
    expect(rate).toMatchObject({ decimal: '1.234' });
  });

  it('refuses what a whole, safe, positive number cannot hold', () => {
    const fault = (text: string, mayRound = false) => {
      const result = toCount(parseFigure(text), mayRound);
      return result.state === 'fault' ? result.fault : result;
    };
    expect(fault('9007199254740992')).toBe('tooLarge');
    expect(fault('99999t')).toBe('tooLarge');
    expect(fault('1e30')).toBe('tooLarge');
    expect(fault('-1')).toBe('negative');
    expect(fault('12.34')).toBe('notWhole');
    expect(fault('5%')).toBe('notANumber');
    expect(fault('9007199254740991')).toEqual({ state: 'value', value: 9007199254740991, rounded: false });
    expect(fault('199.5', true)).toEqual({ state: 'value', value: 200, rounded: true });
  });

  it('reads every way of writing any number back to that number', () => {
    const pick = chance(7);
    for (let i = 0; i < 4_000; i++) {
      const digits = 1 + pick(15);
      const n = BigInt(
        Array.from({ length: digits }, (_, at) => (at === 0 && digits > 1 ? 1 + pick(9) : pick(10))).join(''),
      );
      const mark = pick(2) === 0 ? '.' : ',';
      const group = mark === '.' ? [',', ' ', '\u00a0', "'"][pick(4)]! : ['.', ' ', '\u202f', '’'][pick(4)]!;
      const grouped = n.toString().replace(/\B(?=(\d{3})+(?!\d))/g, group);
      const indian = n
        .toString()
        .replace(/(\d)(?=(\d\d)+\d{3}$)/g, '$1,')
        .replace(/(\d)(?=\d{3}$)/, '$1,');
      const fraction = String(1 + pick(98)).padStart(2, '0');
      const trimmed = fraction.replace(/0+$/, '');
      expect(read(n.toString())).toBe(n.toString());
      expect(read(grouped)).toBe(n.toString());
      expect(read(indian)).toBe(n.toString());
      expect(read(`${grouped}${mark}${fraction}`)).toBe(`${n}.${trimmed}`);
      const short = `${n}${mark}${fraction}`;
      const [power, unit] = (
        [
          [3, 'k'],
          [6, 'M'],
          [9, 'b'],
        ] as const
      )[pick(3)]!;
      expect(read(short + unit)).toBe(
        (n * 10n ** BigInt(power) + BigInt(fraction) * 10n ** BigInt(power - 2)).toString(),
      );
    }
  });

  it('never throws and never invents a number, whatever is typed', () => {
    const pick = chance(11);
    const alphabet = [...'0123456789.,\'  _-+%kKmMbB#eE!/()٣५٫٬％１－\u200b\u00a0"=~'];
    for (let i = 0; i < 20_000; i++) {
      const text = Array.from({ length: 1 + pick(10) }, () => alphabet[pick(alphabet.length)]).join('');
      const figure = parseFigure(text, { decimalMark: [null, '.', ','][pick(3)] as DecimalMark | null });
      if (figure.state === 'value') {
        expect(figure.decimal).toMatch(/^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/);
        const typed = text.normalize('NFKC').replace(/[^\p{Nd}]/gu, '');
        expect(typed.length).toBeGreaterThan(0);
      }
      const quick = quickCount(text);
      if (quick !== NOT_QUICK) expect(toCount(parseFigure(text), false)).toMatchObject({ value: quick });
      const rate = quickRatePpm(text, true);
      if (rate !== NOT_QUICK)
        expect(toRatePpm(parseFigure(text, { rate: true }), 'percent')).toMatchObject({ value: rate });
    }
  });

  it('reads quickly only what the careful way reads the same', () => {
    const pick = chance(3);
    const units = ['', 'k', 'K', 'm', 'M', 'b', 'B', '%'];
    let quickOnes = 0;
    for (let i = 0; i < 20_000; i++) {
      const text = `${pick(10 ** (1 + pick(9)))}${pick(2) ? `.${String(pick(10_000)).slice(0, 1 + pick(4))}` : ''}${units[pick(8)]}`;
      const quick = quickCount(text);
      if (quick !== NOT_QUICK) {
        quickOnes++;
        expect({ text, value: toCount(parseFigure(text), false) }).toMatchObject({ value: { value: quick } });
      }
    }
    expect(quickOnes).toBeGreaterThan(5_000);
  });
});
