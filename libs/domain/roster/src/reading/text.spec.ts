import { describe, expect, it } from '@jest/globals';
import { cleanText, mendDoubleEncoding, tidyLostLetters } from './text.js';

const doublyEncoded = (text: string): string =>
  new TextDecoder('windows-1252').decode(new TextEncoder().encode(text));

describe('text of a cell', () => {
  it.each([
    'netd müzik',
    'Zé Neto e Cristiano',
    'Маша и Медведь',
    'キッズライン♡',
    '보람튜브 [Boram]',
    'قناة طيور الجنة',
    'เรื่องเล่า',
    '✿ Kids',
    'Crafts… 🎭',
    'ÁÍÐ à',
  ])('mends %s after it was encoded twice', (name) => {
    expect(mendDoubleEncoding(doublyEncoded(name))).toBe(name);
    expect(cleanText(doublyEncoded(name))).toBe(name);
  });

  it.each([
    'Côte d’Ivoire',
    'Ångström',
    'ÄÖÜ',
    'Ã',
    'Éric Ñandú',
    'naïve café',
    'São Paulo',
    'ÐŸ½',
    'Ünïcödé ©',
    'Łódź',
    'Beyoncé®',
  ])('leaves %s alone, since it is right as it is or not certain', (name) =>
    expect(mendDoubleEncoding(name)).toBe(name),
  );

  it('drops what cannot be seen and keeps what joins an emoji or a word', () => {
    expect(cleanText('\u200bname\u200b\ufeff')).toBe('name');
    expect(cleanText('Gyan Gaming\u3164')).toBe('Gyan Gaming');
    expect(cleanText('\ufe0f\ufe0f')).toBe('');
    expect(cleanText('🚴\u200d♂️ ride')).toBe('🚴\u200d♂️ ride');
    expect(cleanText('می\u200cخواهم')).toBe('می\u200cخواهم');
    expect(cleanText('\u202eevil\u202c')).toBe('evil');
    expect(cleanText('  two\u00a0 words\n here ')).toBe('two words here');
    expect(cleanText('e\u0301')).toBe('é');
  });

  it('shows lost letters once, and drops words that are nothing else', () => {
    expect(tidyLostLetters('\ufffd\ufffd\ufffd Kids Diana Show')).toBe('Kids Diana Show');
    expect(tidyLostLetters('Voc\ufffd\ufffd\ufffd')).toBe('Voc\ufffd');
  });
});
