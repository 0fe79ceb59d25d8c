import type { Helper } from './compiler.js';
import { figures } from './helpers/figures.js';
import { form } from './helpers/form.js';
import { blocks, logic } from './helpers/logic.js';
import { orField } from './helpers/options.js';
import { text } from './helpers/text.js';

/** Helpers that mean something with nothing behind their name, so no field of the context can stand for them. */
const BARE = new Set(['t', 'body', 'errors', 'stylesheet', ...Object.keys(blocks)]);

const all = { ...blocks, ...logic, ...text, ...figures, ...form } as Record<string, Helper>;

/** Every helper a theme file may use; a name that is not here fails at load. */
export const helpers: Readonly<Record<string, Helper>> = Object.freeze(
  Object.assign(
    Object.create(null) as Record<string, Helper>,
    Object.fromEntries(
      Object.entries(all).map(([name, helper]) => [name, BARE.has(name) ? helper : orField(name, helper)]),
    ),
  ),
);
