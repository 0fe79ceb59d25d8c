import { unsafeSvg } from '../../svg/sanitize-svg.js';
import type { Rule, Say } from '../rule.js';
import type { Subject } from '../subject.js';

const TEXT = /\.(?:hbs|json|css|js|mjs|svg|txt|html|webmanifest)$/;
const ADDRESSES =
  /^(?:href|src|srcset|action|formaction|poster|cite|background|data|ping|manifest|xlink:href|content|hx-[a-z-]+)$/;
const FOREIGN = /^\s*(?:[a-z]+:)?\/\/[\w[]/i;
/** Names of XML vocabularies look like addresses, and nothing is ever loaded from them. */
const VOCABULARY = /^https?:\/\/(?:www\.w3\.org|purl\.org|ns\.adobe\.com|www\.inkscape\.org|sodipodi\.)/;

const withoutAlt: Rule = {
  id: 'T501',
  level: 'error',
  title: 'An image without alternative text.',
  check({ templates }, say) {
    for (const { file, tags } of templates)
      for (const { name, attributes, line } of tags)
        if (name === 'img' && !attributes.some((one) => one.name === 'alt'))
          say(
            file.path,
            line,
            'an image without alt',
            'say what it shows, or alt="" where it only decorates',
          );
  },
};

const withoutSize: Rule = {
  id: 'T502',
  level: 'warning',
  title: 'An image without its size.',
  check({ templates }, say) {
    for (const { file, tags } of templates)
      for (const { name, attributes, line } of tags) {
        const sized = ['width', 'height'].every((side) => attributes.some((one) => one.name === side));
        if (name === 'img' && !sized)
          say(
            file.path,
            line,
            'an image without its size',
            'give width and height, so that nothing jumps while it loads',
          );
      }
  },
};

const overBudget: Rule = {
  id: 'T503',
  level: 'error',
  title: 'An asset over its budget; styles count together.',
  check({ theme, budgets }, say) {
    let styles = 0;
    for (const { path, body } of theme.files.values()) {
      if (!path.startsWith('assets/')) continue;
      const kind = path.split('.').at(-1)!.toLowerCase();
      const budget = budgets[kind];
      if (kind === 'css') styles += body.length;
      else if (budget !== undefined && body.length > budget)
        say(path, 1, `${inKilobytes(body.length)}, over ${inKilobytes(budget)}`, 'make it smaller');
    }
    const budget = budgets['css'];
    if (budget !== undefined && styles > budget)
      say(
        'assets/css',
        1,
        `${inKilobytes(styles)} of styles, over ${inKilobytes(budget)}`,
        'leave out what no page uses',
      );
  },
};

const foreignHost: Rule = {
  id: 'T504',
  level: 'error',
  title: 'A foreign host: every file comes from the label itself.',
  check(subject, say) {
    const fix = 'keep the file in assets/; take addresses from data';
    for (const { file, tags, literals } of subject.templates) {
      for (const { attributes } of tags)
        for (const { name, value, line } of attributes) {
          const address = name === 'content' ? (/url=(.*)/i.exec(value)?.[1] ?? '') : value;
          if (ADDRESSES.test(name) && FOREIGN.test(address))
            say(file.path, line, foreign(name, address), fix);
        }
      for (const { line, value } of literals)
        if (FOREIGN.test(value)) say(file.path, line, foreign('a text', value), fix);
    }
    for (const { path, lines } of subject.styles)
      for (const [index, line] of lines.entries())
        for (const [, address = ''] of line.matchAll(
          /(?:url\(\s*["']?|@import\s+["'])((?:https?:)?\/\/[^"')\s]+)/gi,
        ))
          say(path, index + 1, foreign('a style', address), fix);
    foreignInAssets(subject, fix, say);
  },
};

/** Scripts and pictures that are the theme's own; what comes from a package was chosen with its code. */
function foreignInAssets({ theme }: Subject, fix: string, say: Say): void {
  const packaged = new Set(theme.chain.flatMap(({ manifest }) => Object.keys(manifest.packageAssets)));
  for (const { path, body } of theme.files.values()) {
    if (!/^assets\/.+\.(?:svg|js|mjs|webmanifest)$/.test(path) || packaged.has(path.slice('assets/'.length)))
      continue;
    for (const [index, line] of body.toString('utf8').split('\n').entries())
      for (const [, address = ''] of line.matchAll(/["'`(]\s*((?:https?:|wss?:)?\/\/[\w[][^"'`)\s]*)/g))
        if (!VOCABULARY.test(address)) say(path, index + 1, foreign('it', address), fix);
  }
}

const engineWord: Rule = {
  id: 'T505',
  level: 'error',
  title: 'A word of the engine.',
  check({ theme, forbiddenWords }, say) {
    const words = forbiddenWords.map((word) => word.toLowerCase());
    for (const { path, body } of theme.files.values()) {
      for (const word of words)
        if (path.toLowerCase().includes(word))
          say(path, 1, `the word ${word} in a name`, 'call it otherwise');
      if (!TEXT.test(path)) continue;
      for (const [index, line] of body.toString('utf8').toLowerCase().split('\n').entries())
        for (const word of words)
          if (line.includes(word)) say(path, index + 1, `the word ${word}`, 'use {{label.name}}');
    }
  },
};

const activePicture: Rule = {
  id: 'T506',
  level: 'error',
  title: 'A picture that could run code or load another: script, handlers, foreign content in an SVG.',
  check({ theme }, say) {
    for (const { path, body } of theme.files.values()) {
      if (!path.startsWith('assets/') || !path.endsWith('.svg')) continue;
      for (const { line, says } of unsafeSvg(body.toString('utf8')))
        say(path, line, says, 'draw it with shapes alone');
    }
  },
};

function foreign(where: string, address: string): string {
  return `${where} leads to ${address.trim().slice(0, 60)}`;
}

function inKilobytes(bytes: number): string {
  return bytes < 1000 ? `${bytes} bytes` : `${Math.ceil(bytes / 1000)} kB`;
}

export const FILES: readonly Rule[] = [
  withoutAlt,
  withoutSize,
  overBudget,
  foreignHost,
  engineWord,
  activePicture,
];
