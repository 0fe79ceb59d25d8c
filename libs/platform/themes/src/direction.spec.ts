import { describe, expect, it } from '@jest/globals';
import { loadThemes } from './library.js';
import type { Look } from './look.js';
import { LABEL, themeFolder } from './support/theme-folder.js';

const TEXTS = {
  'locales/en.json': { by: '{name} signed', kind: '{kind, select, ad {advert} other {other}} of {name}' },
  'locales/ar.json': { by: 'توقيع {name}', kind: '{kind, select, ad {إعلان} other {غيره}} من {name}' },
};

function looks(template: string): { ltr: Look; rtl: Look } {
  const library = loadThemes(themeFolder({ base: { ...TEXTS, 'pages/x.hbs': `{{!< none}}${template}` } }));
  const ltr = library.compileLook({ theme: 'base', label: { ...LABEL, currency: 'AED' } });
  return { ltr, rtl: ltr.in('ar-AE') };
}

const printed = (template: string, data: object, direction: 'ltr' | 'rtl'): string =>
  looks(template)[direction].page('x', { data });

describe('text that runs against its page', () => {
  it('is set apart in a right-to-left page', () => {
    const page = printed('<p>{{data.a}}</p><p>{{data.b}}</p>', { a: 'Nordvik Inc.', b: 'دار ندى' }, 'rtl');
    expect(page).toBe('<p><bdi dir="ltr">Nordvik Inc.</bdi></p><p>دار ندى</p>');
  });

  it('is set apart in a left-to-right page', () => {
    const page = printed('<p>{{data.a}}</p><p>{{data.b}}</p>', { a: 'Nordvik Inc.', b: 'دار ندى' }, 'ltr');
    expect(page).toBe('<p>Nordvik Inc.</p><p><bdi dir="rtl">دار ندى</bdi></p>');
  });

  it('is escaped all the same', () => {
    expect(printed('<p>{{data}}</p>', '<b>' as never, 'rtl')).toBe('<p><bdi dir="ltr">&lt;b&gt;</bdi></p>');
    expect(printed('<p>{{data}}</p>', '<ب>' as never, 'ltr')).toBe('<p><bdi dir="rtl">&lt;ب&gt;</bdi></p>');
  });

  it('lets a handle or a hashtag amid a sentence keep its sign', () => {
    const caption = "عطر من @dar.nada. #ad & 'x'";
    expect(printed('<p>{{data.a}}</p>', { a: caption }, 'rtl')).toBe(
      '<p>عطر من <bdi>@dar.nada</bdi>. <bdi>#ad</bdi> &amp; &#x27;x&#x27;</p>',
    );
    expect(printed('<p>{{data.a}}</p>', { a: 'Rain #أول_المطر at home' }, 'ltr')).toBe(
      '<p>Rain <bdi>#أول_المطر</bdi> at home</p>',
    );
    expect(printed('<p>{{data.a}}</p>', { a: 'To a@b.example #ad' }, 'ltr')).not.toContain('bdi');
  });

  it('gives each paragraph that people wrote its own direction', () => {
    expect(printed('{{markdownish data.a}}', { a: 'One. Two.\n\nواحد من @x_y.' }, 'rtl')).toBe(
      '<p dir="ltr">One. Two.</p>\n<p>واحد من <bdi>@x_y</bdi>.</p>',
    );
  });

  it('gets one initial where two letters would join', () => {
    expect(printed('{{initials data.a}}', { a: 'ليلى المنصوري' }, 'rtl')).toBe('ل');
    expect(printed('{{initials data.a}}', { a: 'Nadia Farouk' }, 'rtl')).toBe('NF');
  });

  it('gets no markup within a tag or where a tag would be read as letters', () => {
    const data = { a: 'a "b" c.' };
    for (const around of [
      ['<a title="', '">x</a>'],
      ["<a title='x > ", "'>x</a>"],
      ['<title>', '</title>'],
      ['<textarea rows="2">', '</textarea>'],
      ['<option value="1">', '</option>'],
      ['{{#if data.a}}<a title="{{else}}<b title="{{/if}}', '">x</a>'],
    ]) {
      expect(printed(around.join('{{data.a}}'), data, 'rtl')).not.toContain('<bdi');
    }
    const mixed =
      '<option value="{{data.a}}" {{selected data.a}}>x</option><p class="{{data.a}}">{{data.a}}</p>';
    expect(printed(mixed, data, 'rtl').match(/<bdi/g)).toHaveLength(1);
  });

  it('gets no markup in a piece that becomes the title', () => {
    const page = printed(
      '{{#content "title"}}{{data.a}}{{/content}}<title>{{content "title"}}</title>',
      { a: 'A.' },
      'rtl',
    );
    expect(page).toBe('<title>A.</title>');
  });

  it('stands between isolates inside a sentence, and leaves the keys of a select alone', () => {
    const { rtl } = looks('');
    expect(rtl.text('by', { name: 'Tobin R.' })).toBe('توقيع \u2066Tobin R.\u2069');
    expect(rtl.text('by', { name: 'ندى' })).toBe('توقيع ندى');
    expect(rtl.text('kind', { kind: 'ad', name: 'Tobin' })).toBe('إعلان من Tobin');
  });
});

describe('figures from right to left', () => {
  it('write a day with its month in words, and a foreign currency by its code', () => {
    const template =
      '{{date data.day}} | {{money data.minor}} | {{money data.minor "USD"}} | {{money 31.6 digits=4}}';
    const page = printed(template, { day: '2026-11-23', minor: 123_450 }, 'rtl').replace(
      /[\u200e\u200f\u00a0]/g,
      ' ',
    );
    expect(page).toContain('23 نوفمبر 2026 |');
    expect(page).toContain('1,234.50 د.إ.');
    expect(page).toContain('USD');
    expect(page).not.toContain('$');
    expect(page).toContain('0.3160 د.إ.');
  });
});
