import { describe, expect, it } from '@jest/globals';
import { UntrustedError } from '../untrusted-error.js';
import { sanitizeSvg, unsafeSvg } from './sanitize-svg.js';

const svg = (inside: string, attributes = ''): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"${attributes}>${inside}</svg>`;

/** Pictures that run, load or lead somewhere: what is left of each is harmless. */
const HOSTILE: Readonly<Record<string, string>> = {
  script: svg('<script>alert(1)</script>'),
  'script by address': svg('<script href="https://evil.example/x.js"/>'),
  'script in capitals': svg('<SCRIPT>alert(1)</SCRIPT>'),
  'script under a prefix': svg('<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>'),
  'script of XHTML': svg('<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>'),
  'an event handler': svg('<path d="M0 0" onclick="alert(1)" ONLOAD="alert(1)"/>', ' onload="alert(1)"'),
  foreignObject: svg(
    '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><iframe src="x"/></body></foreignObject>',
  ),
  'an image from elsewhere': svg('<image href="https://evil.example/x.png"/>'),
  'an image as data': svg('<image xlink:href="data:image/svg+xml;base64,PHN2Zy8+"/>'),
  'a use of elsewhere': svg(
    '<use href="https://evil.example/x.svg#a"/><use xlink:href="data:image/svg+xml,x#a"/>',
  ),
  'a link with script': svg('<a href="javascript:alert(1)"><path d="M0 0"/></a>'),
  'a link that is changed': svg(
    '<a><animate attributeName="href" values="javascript:alert(1)"/><text>x</text></a>',
  ),
  'a handler that is set': svg('<path d="M0 0"><set attributeName="onmouseover" to="alert(1)"/></path>'),
  'a handler element': svg('<handler type="text/javascript">alert(1)</handler><listener event="load"/>'),
  'CSS that imports': svg('<style>@import url("https://evil.example/x.css");</style>'),
  'CSS that loads': svg('<style>path{fill:url(https://evil.example/x.svg#a)}</style>'),
  'CSS with escapes': svg('<style>path{fill:u\\72l(https://evil.example/x)}</style>'),
  'CSS with a font': svg('<style>@font-face{font-family:x;src:url(https://evil.example/x)}</style>'),
  'CSS in CDATA that closes itself': svg('<style><![CDATA[</style><script>alert(1)</script>]]></style>'),
  'a style attribute that loads': svg(
    '<path d="M0 0" style="fill:red;background:url(https://evil.example/x)"/>',
  ),
  'paint from elsewhere': svg(
    '<path d="M0 0" fill="url(https://evil.example/x#a)" filter="url(//evil.example)"/>',
  ),
  'paint behind escapes': svg('<path d="M0 0" fill="u&#114;l(https://evil.example/x)" mask="\\75rl(x)"/>'),
  'an image-set': svg('<path d="M0 0" fill="image-set(\'https://evil.example/x\' 1x)"/>'),
  'a base address': svg('<use href="#a"/>', ' xml:base="https://evil.example/"'),
  feImage: svg('<filter id="f"><feImage href="https://evil.example/x"/></filter>'),
  'HTML elements': svg(
    '<iframe src="x"/><embed src="x"/><object data="x"/><link href="x"/><meta content="x"/>',
  ),
  'text that looks like markup': svg('<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>'),
  'an attribute that closes itself': svg('<path d="M0 0" id="&quot; onload=&quot;alert(1)"/>'),
};

/** No picture at all, or one that no machine should read. */
const REFUSED: Readonly<Record<string, string>> = {
  'a billion laughs':
    '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg"><text>&b;</text></svg>',
  'an entity from a file':
    '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg><text>&x;</text></svg>',
  'an entity of its own': svg('<text>&nbsp;</text>'),
  'a stylesheet instruction': '<?xml-stylesheet href="https://evil.example/x.css"?><svg/>',
  'an instruction inside': svg('<?php echo 1 ?>'),
  'a billion uses': svg(
    `<g id="g0"><path d="M0 0"/></g>${Array.from({ length: 30 }, (_, n) => `<g id="g${n + 1}"><use href="#g${n}"/><use href="#g${n}"/></g>`).join('')}`,
  ),
  'a billion patterns': svg(
    Array.from(
      { length: 30 },
      (_, n) => `<pattern id="p${n + 1}"><path fill="url(#p${n})"/><path fill="url(#p${n})"/></pattern>`,
    ).join(''),
  ),
  'a picture inside itself': svg('<g id="a"><use href="#a"/></g>'),
  'depth without end': svg('<g>'.repeat(5_000) + '</g>'.repeat(5_000)),
  'elements without end': svg('<g/>'.repeat(11_000)),
  HTML: '<html><body>x</body></html>',
  'HTML after the picture': `${svg('')}<script>alert(1)</script>`,
  'markup that is not closed': '<svg><path></svg>',
  'an attribute without quotes': '<svg onload=alert(1)></svg>',
  'an attribute given twice': '<svg id="a" id="b"></svg>',
  'a control letter': svg('<text>&#1;</text>'),
  'a picture too large': svg(`<path d="${'M0 0'.repeat(70_000)}"/>`),
  nothing: '',
};

describe('an uploaded SVG', () => {
  it.each(Object.entries(HOSTILE))('loses %s', (_name, source) => {
    const clean = sanitizeSvg(source);
    expect(
      clean.replace(/&lt;script&gt;alert\(1\)&lt;\/script&gt;|&quot; onload=&quot;alert\(1\)/g, ''),
    ).not.toMatch(
      /script|alert|evil|foreignObject|<image|<a\b|animate|<set|handler|iframe|embed|<object|<link|meta|filter|@|data:|javascript|\bon\w+=|xml:base|\\/i,
    );
    expect(sanitizeSvg(clean)).toBe(clean);
  });

  it.each(Object.entries(REFUSED))('is refused: %s', (_name, source) => {
    expect(() => sanitizeSvg(source)).toThrow(UntrustedError);
  });

  it('keeps what a logo is made of', () => {
    const logo = svg(
      '<title>Evening &amp; Post</title><defs><linearGradient id="a" x1="0" gradientTransform="rotate(45)"><stop offset="0" stop-color="#a4471f"/></linearGradient><clipPath id="c"><rect width="4" height="4"/></clipPath><style>.b{fill:#fff;stroke:url(#a)}</style></defs><g clip-path="url(#c)" transform="translate(1 2)"><path class="b" d="M0 0h1v1z" fill="url(#a)" fill-rule="evenodd"/><circle cx="1" cy="1" r="1"/><text x="1" font-family="Georgia, serif" text-anchor="middle">E</text></g><use href="#m" x="2"/>',
      ' viewBox="0 0 10 10" role="img"',
    );
    expect(sanitizeSvg(logo)).toBe(
      logo.replace(/(<svg xmlns="[^"]+" xmlns:xlink="[^"]+")( viewBox="0 0 10 10" role="img")/, '$1$2'),
    );
  });

  it('may come from a drawing program: declaration, comments, metadata and foreign names are left out', () => {
    const drawn = `\u{feff}<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<!-- Generator -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:sodipodi="http://sodipodi.sourceforge.net/x" viewBox="0 0 1 1"><metadata><x/></metadata><sodipodi:namedview id="n"/><switch><path d="M0 0" sodipodi:type="arc"/></switch></svg>`;
    expect(sanitizeSvg(drawn)).toBe(svg('<path d="M0 0"/>', ' viewBox="0 0 1 1"'));
    expect(unsafeSvg(drawn)).toEqual([]);
  });

  it('is told line by line what was dangerous', () => {
    expect(unsafeSvg('<svg>\n<script/>\n<path\n onclick="x"/></svg>')).toEqual([
      { line: 2, says: 'a script' },
      { line: 4, says: 'onclick of path' },
    ]);
    expect(unsafeSvg('<svg>\n<path></svg>')).toEqual([{ line: 2, says: '</path was expected' }]);
  });
});
