import { nearest } from '../../tokens.js';
import { contrastFaults } from '../contrast-pairs.js';
import type { Rule } from '../rule.js';
import type { Subject } from '../subject.js';

const unknownToken: Rule = {
  id: 'T401',
  level: 'error',
  title: 'A token that no theme of the family declares, in a template, a style or an alias.',
  check(subject, say) {
    const { templates, styles, tokens } = subject;
    for (const { file, calls } of templates)
      for (const { name, literal, line } of calls)
        if (name === 'token' && literal !== null && !tokens.has(literal))
          say(file.path, line, `unknown token ${literal}`, `did you mean ${nearest(literal, [...tokens])}?`);
    const declared = declaredProperties(subject);
    for (const { path, lines } of styles)
      for (const [index, line] of lines.entries())
        for (const [, name = '', fallback] of line.matchAll(/var\(\s*--([\w-]+)\s*(,?)/g))
          if (!declared.has(name) && fallback !== ',')
            say(
              path,
              index + 1,
              `unknown token --${name}`,
              `did you mean --${nearest(name, [...declared])}?`,
            );
    for (const { line, says } of tokenFaults(subject))
      if (says.endsWith('is not declared')) say('tokens.json', line, says, 'name a token of this theme');
  },
};

const badToken: Rule = {
  id: 'T402',
  level: 'error',
  title: 'A token whose value does not fit its type.',
  check(subject, say) {
    for (const { line, says } of tokenFaults(subject))
      if (!says.endsWith('is not declared')) say('tokens.json', line, says, 'give it a value of its type');
  },
};

const lowContrast: Rule = {
  id: 'T403',
  level: 'error',
  title: 'Two colours declared to stand on one another that are too close, light or dark.',
  check({ theme, lineOf }, say) {
    for (const { index, foreground, background, scheme, says, fix } of contrastFaults(theme)) {
      const own = [foreground, background]
        .flatMap((path) => [`${scheme}.${path}`, path])
        .find((path) => lineOf('tokens.json', path) > 1);
      if (own !== undefined) say('tokens.json', lineOf('tokens.json', own), says, fix);
      else say('theme.json', lineOf('theme.json', `contrast.${index}`), says, fix);
    }
  },
};

const PHYSICAL: readonly (readonly [RegExp, string])[] = [
  [
    /(?:^|[;{\s])((?:scroll-)?(?:margin|padding)-(?:left|right))\s*:/g,
    'margin-inline-start, padding-inline-end …',
  ],
  [/(?:^|[;{\s])(border-(?:left|right)(?:-[a-z]+)?)\s*:/g, 'border-inline-start, border-inline-end'],
  [/(?:^|[;{\s])(border-(?:top|bottom)-(?:left|right)-radius)\s*:/g, 'border-start-start-radius …'],
  [/(?:^|[;{\s])(left|right)\s*:/g, 'inset-inline-start, inset-inline-end'],
  [
    /(?:^|[;{\s])((?:text-align|float|clear)\s*:\s*(?:left|right))\b/g,
    'start, end, inline-start, inline-end',
  ],
];

const physicalDirection: Rule = {
  id: 'T404',
  level: 'error',
  title: 'A style that says left or right: right-to-left pages need logical properties.',
  check({ styles }, say) {
    for (const { path, lines } of styles)
      for (const [index, line] of lines.entries())
        for (const [shape, logical] of PHYSICAL)
          for (const [, written = ''] of line.matchAll(shape))
            say(path, index + 1, `${written} does not turn round in right-to-left`, `use ${logical}`);
  },
};

/** Shade and light of any label; paper is white under every one. */
const NEUTRAL = /^rgb\((?:1?\d 1?\d 1?\d|25\d 25\d 25\d) \//;

const literalColour: Rule = {
  id: 'T405',
  level: 'warning',
  title: 'A colour written into a style: a label could not change it.',
  check({ styles }, say) {
    const shape = /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch|hwb)\([^)]*\)?/gi;
    for (const { path, lines } of styles) {
      if (path.startsWith('assets/document/')) continue;
      for (const [index, line] of lines.entries())
        for (const [declared] of line.replace(/url\([^)]*\)/g, '').matchAll(/:[^;{}]*(?=[;}]|$)/g))
          for (const [colour] of declared.matchAll(shape))
            if (!NEUTRAL.test(colour))
              say(path, index + 1, `the colour ${colour}`, 'use var(--color-…), or color-mix() of tokens');
    }
  },
};

/** Custom properties of tokens, and those that styles and templates set for themselves. */
function declaredProperties({ theme, styles, templates }: Subject): Set<string> {
  const declared = new Set(theme.schemes(null).light.keys());
  const sources = [
    ...styles.map(({ lines }) => lines.join('\n')),
    ...templates.map(({ file }) => file.body.toString('utf8')),
  ];
  for (const source of sources)
    for (const [, name = ''] of source.matchAll(/(?:^|["\s;{])--([\w-]+)\s*:/g)) declared.add(name);
  return declared;
}

function tokenFaults({ faults, lineOf }: Subject): { line: number; says: string }[] {
  return faults.flatMap(({ file, says }) =>
    file === 'tokens.json' ? [{ line: lineOf(file, says.split(':', 1)[0]!), says }] : [],
  );
}

export const TOKENS: readonly Rule[] = [
  unknownToken,
  badToken,
  lowContrast,
  physicalDirection,
  literalColour,
];
