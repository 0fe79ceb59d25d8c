import { type FieldError, invalid } from '#platform/kernel';
import { z } from 'zod';
import { type InputLocale, parseDate, parseDecimal, parseMoney } from './locale-input.js';

/** How a form writes a field, said in the schema: `z.number().meta({ form: 'money' })`. */
type Hint = 'money' | 'date' | 'secret' | 'lines' | 'paragraphs' | undefined;

interface Unwrapped {
  readonly schema: z.ZodType;
  readonly hint: Hint;
}

function unwrap(schema: z.ZodType, hint?: Hint): Unwrapped {
  const found = hint ?? (schema.meta()?.['form'] as Hint);
  const def = schema.def as unknown as { type: string; innerType?: z.ZodType; in?: z.ZodType };
  if (def.innerType) return unwrap(def.innerType, found);
  if (def.type === 'pipe' && def.in) return unwrap(def.in, found);
  return { schema, hint: found };
}

/** `{'a.0.b': 'x'}` as `{a: [{b: 'x'}]}`; keys that would reach a prototype are dropped. */
export function nest(flat: Record<string, unknown>): Record<string, unknown> {
  const root: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of Object.entries(flat)) {
    const steps = key.split('.');
    if (
      steps.length > 6 ||
      steps.some((step) => step === '__proto__' || step === 'constructor' || step === 'prototype')
    )
      continue;
    let node = root;
    for (const [index, step] of steps.entries()) {
      if (index === steps.length - 1) {
        node[step] = value;
        continue;
      }
      const next = node[step];
      node = node[step] = (
        typeof next === 'object' && next !== null && !Array.isArray(next) ? next : Object.create(null)
      ) as Record<string, unknown>;
    }
  }
  return root;
}

/** Turns what a form posted into what the schema's JSON would be, reading numbers and dates as the locale writes them. */
export function decodeForm(schema: z.ZodType, flat: Record<string, unknown>, input: InputLocale): unknown {
  return decode(schema, nest(flat), input);
}

function decode(outer: z.ZodType, value: unknown, input: InputLocale): unknown {
  const { schema, hint } = unwrap(outer);
  const def = schema.def as unknown as {
    type: string;
    element?: z.ZodType;
    shape?: Record<string, z.ZodType>;
  };
  switch (def.type) {
    case 'object': {
      const source = (value ?? {}) as Record<string, unknown>;
      const entries = Object.entries(def.shape ?? {}).map(
        ([key, child]) => [key, decode(child, source[key], input)] as const,
      );
      const object = Object.fromEntries(entries.filter(([, child]) => child !== undefined));
      return value === undefined && Object.keys(object).length === 0 ? undefined : object;
    }
    case 'array': {
      const items = listOf(value, hint);
      const decoded = items.map((item) => decode(def.element ?? z.unknown(), item, input));
      return decoded.filter((item) => item !== undefined && item !== '' && !isBlank(item));
    }
    case 'number':
    case 'int':
      return decodeNumber(value, hint, input);
    case 'boolean':
      return value === 'on' || value === 'true' || value === '1' || value === true;
    case 'string':
      return decodeText(value, hint, input);
    default: {
      const single = Array.isArray(value) ? value.at(-1) : value;
      return single === '' ? undefined : single;
    }
  }
}

function isBlank(item: unknown): boolean {
  return (
    typeof item === 'object' &&
    item !== null &&
    Object.values(item).every((part) => part === undefined || part === false)
  );
}

function listOf(value: unknown, hint: Hint): unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([key]) => /^\d{1,3}$/.test(key));
    return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => item);
  }
  if (hint === 'lines' && typeof value === 'string') return value.split(/[\n,]/).map((line) => line.trim());
  // Sentences hold commas of their own.
  if (hint === 'paragraphs' && typeof value === 'string') return value.split('\n').map((line) => line.trim());
  return [value];
}

function decodeNumber(value: unknown, hint: Hint, input: InputLocale): unknown {
  const text = typeof value === 'string' ? value.trim() : value;
  if (text === '' || text === undefined) return undefined;
  if (typeof text !== 'string') return text;
  if (hint === 'money') return parseMoney(text, input) ?? text;
  const decimal = parseDecimal(text.replace(/%$/, ''), input.locale);
  return decimal === null ? text : Number(decimal);
}

function decodeText(value: unknown, hint: Hint, input: InputLocale): unknown {
  const single = Array.isArray(value) ? (value.at(-1) as unknown) : value;
  if (typeof single !== 'string') return single;
  if (hint === 'secret') return single === '' ? undefined : single;
  const text = single.replace(/\r\n/g, '\n').trim();
  if (text === '') return undefined;
  return hint === 'date' ? (parseDate(text, input.locale) ?? text) : text;
}

/** Parses input; every fault is named by its path with a stable code and what would be right. */
export function parseInput<T>(schema: z.ZodType<T>, value: unknown): T {
  const unstorable = [...unstorableIn(value ?? {}, [])];
  if (unstorable.length > 0)
    throw invalid(
      'invalid_input',
      {},
      unstorable.map((path) => ({ path, code: 'bad_character', params: {} })),
    );
  const parsed = schema.safeParse(value ?? {}, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw invalid('invalid_input', {}, parsed.error.issues.map(toFieldError));
}

/** Texts with a NUL, which nobody types and the database cannot hold. */
function* unstorableIn(value: unknown, path: readonly string[]): Iterable<string> {
  if (typeof value === 'string' && value.includes('\0')) yield path.join('.');
  if (typeof value !== 'object' || value === null || path.length > 20) return;
  for (const [key, inner] of Object.entries(value)) yield* unstorableIn(inner, [...path, key]);
}

function toFieldError(issue: z.core.$ZodIssue): FieldError {
  const path = issue.path.join('.');
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return { path, code: 'required', params: {} };
      return {
        path,
        code: issue.expected === 'number' || issue.expected === 'int' ? 'not_a_number' : 'wrong_type',
        params: { expected: issue.expected },
      };
    case 'too_small':
      if (issue.origin === 'string')
        return {
          path,
          code: Number(issue.minimum) <= 1 ? 'required' : 'too_short',
          params: { minimum: Number(issue.minimum) },
        };
      return {
        path,
        code: issue.origin === 'array' ? 'too_few' : 'too_small',
        params: { minimum: Number(issue.minimum) },
      };
    case 'too_big':
      if (issue.origin === 'string')
        return { path, code: 'too_long', params: { maximum: Number(issue.maximum) } };
      return {
        path,
        code: issue.origin === 'array' ? 'too_many' : 'too_big',
        params: { maximum: Number(issue.maximum) },
      };
    case 'invalid_format':
      return { path, code: `bad_${issue.format}`, params: {} };
    case 'invalid_value':
      return {
        path,
        code: issue.input === undefined ? 'required' : 'not_an_option',
        params: { options: issue.values.join(', ') },
      };
    case 'custom':
      return {
        path,
        code: typeof issue.params?.['code'] === 'string' ? issue.params['code'] : 'invalid',
        params: issue.params ?? {},
      };
    default:
      return { path, code: 'invalid', params: {} };
  }
}
