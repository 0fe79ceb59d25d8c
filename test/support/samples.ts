import { newId } from '#platform/kernel';
import { z } from 'zod';

interface Json {
  readonly [key: string]: unknown;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
  readonly items?: Json;
  readonly anyOf?: readonly Json[];
  readonly enum?: readonly unknown[];
}

/** A schema as plain JSON Schema, for tests that read it. */
export function schemaOf(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;
}

/** The least that a schema takes: required fields only, each the simplest of its kind. */
export function sampleOf(schema: z.ZodType): unknown {
  return sample(schemaOf(schema), '');
}

function sample(json: Json, name: string): unknown {
  if (json['const'] !== undefined) return json['const'];
  if (json.enum) return json.enum[0];
  if (json.anyOf?.[0]) return sample(json.anyOf[0], name);
  switch (json.type) {
    case 'object':
      return Object.fromEntries(
        (json.required ?? []).map((key) => [key, sample(json.properties?.[key] ?? {}, key)]),
      );
    case 'array':
      return Array.from({ length: Number(json['minItems'] ?? 0) }, () => sample(json.items ?? {}, name));
    case 'number':
    case 'integer':
      return Math.max(1, Number(json['minimum'] ?? 1));
    case 'boolean':
      return true;
    default:
      return text(json, name);
  }
}

function text(json: Json, name: string): string {
  switch (json['format']) {
    case 'uuid':
      return newId();
    case 'email':
      return `${newId()}@sample.example`;
    case 'uri':
      return 'https://sample.example/page';
    case 'date':
      return '2031-05-01';
    case 'date-time':
      return '2031-05-01T10:00:00Z';
  }
  if (/country|market/i.test(name)) return 'US';
  if (/currency/i.test(name)) return 'USD';
  if (/email/i.test(name)) return `${newId()}@sample.example`;
  return 'sample text '.repeat(Math.ceil(Number(json['minLength'] ?? 1) / 12)).trim();
}
