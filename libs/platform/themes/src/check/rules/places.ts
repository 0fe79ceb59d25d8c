import { FILLED, type Place } from '../markup.js';
import type { Rule } from '../rule.js';
import type { Subject } from '../subject.js';
import type { Mustache } from '../template-facts.js';

const URL_ATTRIBUTES =
  /^(?:href|src|srcset|action|formaction|poster|cite|background|data|ping|manifest|longdesc|xlink:href|hx-(?:get|post|put|patch|delete|push-url|replace-url|boost-url))$/;
/** htmx reads these as script or JSON. */
const EVENT_ATTRIBUTES = /^(?:on|hx-on|hx-(?:vals|vars|headers|request|config|trigger)$)/;

type Attribute = Extract<Place, { kind: 'attribute' }>;

function* printed({ templates }: Subject): Iterable<{ file: string; mustache: Mustache }> {
  for (const { file, mustaches } of templates)
    for (const mustache of mustaches) yield { file: file.path, mustache };
}

function* inAttributes(subject: Subject): Iterable<{ file: string; mustache: Mustache; place: Attribute }> {
  for (const { file, mustache } of printed(subject))
    if (mustache.place.kind === 'attribute') yield { file, mustache, place: mustache.place };
}

function* filled(subject: Subject): Iterable<{ file: string; mustache: Mustache }> {
  yield* printed(subject);
  for (const { file, blocks } of subject.templates)
    for (const mustache of blocks) yield { file: file.path, mustache };
}

const rawOutput: Rule = {
  id: 'T201',
  level: 'error',
  title: 'Raw output: a value printed without escaping, or as the markup of a frame.',
  check(subject, say) {
    for (const { file, mustache } of printed(subject))
      if (!mustache.escaped)
        say(
          file,
          mustache.line,
          `raw output of ${mustache.name}`,
          'write {{…}}; markup comes from helpers and partials',
        );
    for (const { file, mustache, place } of inAttributes(subject))
      if (place.name === 'srcdoc')
        say(file, mustache.line, 'a mustache in srcdoc', 'srcdoc is markup: leave it out');
  },
};

const inScript: Rule = {
  id: 'T202',
  level: 'error',
  title: 'A mustache inside `<script>`.',
  check(subject, say) {
    for (const { file, mustache } of filled(subject))
      if (mustache.place.kind === 'script')
        say(file, mustache.line, 'a mustache inside <script>', 'hand values over in data-… attributes');
  },
};

const inStyle: Rule = {
  id: 'T203',
  level: 'error',
  title:
    'A mustache inside `<style>` or a `style` attribute that is neither `token` nor a figure (`--share: {{share …}}`).',
  check(subject, say) {
    for (const { file, mustache } of filled(subject))
      if (mustache.place.kind === 'style' && mustache.name !== 'token')
        say(file, mustache.line, 'a mustache inside <style>', 'use {{token "…"}}');
    for (const { file, mustache, place } of inAttributes(subject)) {
      const figure = mustache.name === 'share' && /--[\w-]+:\s*$/.test(place.before);
      if (place.name === 'style' && mustache.name !== 'token' && !figure)
        say(
          file,
          mustache.line,
          'a mustache in style',
          'use a class, or a figure: --share: {{share part whole}}',
        );
    }
  },
};

const inEvent: Rule = {
  id: 'T204',
  level: 'error',
  title: 'A mustache in an event attribute (`on…`) or in one that htmx reads as script.',
  check(subject, say) {
    for (const { file, mustache, place } of inAttributes(subject))
      if (EVENT_ATTRIBUTES.test(place.name))
        say(file, mustache.line, `a mustache in ${place.name}`, 'keep values in data-… attributes');
  },
};

const unquoted: Rule = {
  id: 'T205',
  level: 'error',
  title: 'A mustache in an attribute without quotes.',
  check(subject, say) {
    for (const { file, mustache, place } of inAttributes(subject))
      if (!place.quoted)
        say(file, mustache.line, `a mustache in ${place.name} without quotes`, `write ${place.name}="{{…}}"`);
  },
};

const asAttribute: Rule = {
  id: 'T206',
  level: 'error',
  title: 'A mustache in place of a tag or an attribute.',
  check(subject, say) {
    for (const { file, mustache } of printed(subject))
      if (mustache.place.kind === 'tag' && mustache.name !== 'checked' && mustache.name !== 'selected')
        say(
          file,
          mustache.line,
          'a mustache in place of an attribute',
          'write {{#if …}}name{{/if}}, or name="{{…}}"',
        );
  },
};

const addressWithoutHelper: Rule = {
  id: 'T207',
  level: 'error',
  title: 'A mustache in a URL attribute that is not the `url` or `asset` helper.',
  check(subject, say) {
    for (const { file, mustache, place } of inAttributes(subject)) {
      if (!URL_ATTRIBUTES.test(place.name) || /^(?:url|asset|stylesheet)$/.test(mustache.name)) continue;
      // What comes after a path of this site, or after another helper, cannot change where it leads.
      const begins = place.before.trimStart();
      if (/^(?:\/[\w-]|[#?])/.test(begins) || begins.startsWith(FILLED)) continue;
      say(file, mustache.line, `a mustache in ${place.name}`, `write ${place.name}="{{url …}}"`);
    }
  },
};

const scriptedAddress: Rule = {
  id: 'T208',
  level: 'error',
  title:
    'Script written into a page: `javascript:`, a `data:` address, an event attribute, a `<script>` without `src`.',
  check({ templates }, say) {
    for (const { file, tags } of templates)
      for (const tag of tags) {
        for (const { name, value, line } of tag.attributes) {
          if (URL_ATTRIBUTES.test(name) && /^\s*(?:javascript|data|vbscript):/i.test(value))
            say(file.path, line, `${name} holds code or data`, 'use an address');
          if (/^on[a-z]/.test(name))
            say(file.path, line, `script in ${name}`, 'listen in assets/js, by a data-… attribute');
        }
        const type = tag.attributes.find(({ name }) => name === 'type')?.value ?? '';
        const data = /json$/.test(type);
        if (tag.name === 'script' && !data && !tag.attributes.some(({ name }) => name === 'src'))
          say(file.path, tag.line, 'a script inside the page', 'put it in assets/js');
      }
  },
};

export const PLACES: readonly Rule[] = [
  rawOutput,
  inScript,
  inStyle,
  inEvent,
  unquoted,
  asAttribute,
  addressWithoutHelper,
  scriptedAddress,
];
