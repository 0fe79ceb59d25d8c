import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;

/**
 * A zod schema as JSON Schema 2020-12. What it defines by name is moved to `components`, under `name`, since `#` means
 * the whole document there; answers may grow new members, so none is closed.
 */
export function jsonSchema(
  schema: z.ZodType,
  io: 'input' | 'output',
  name: string,
  components: Record<string, JsonSchema>,
): JsonSchema {
  const made = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: json }) => {
      const hint = json['form'];
      delete json['form'];
      if (zodSchema._zod.def.type === 'date') Object.assign(json, { type: 'string', format: 'date-time' });
      if (io === 'output' && json['additionalProperties'] === false) delete json['additionalProperties'];
      if (hint === 'money') json['description'] = 'In minor units of the currency (cents).';
    },
  }) as JsonSchema;
  const { $schema: _dialect, $defs = {}, ...root } = made;
  const recursive = JSON.stringify(made).includes('"$ref":"#"');
  for (const [key, definition] of Object.entries($defs as Record<string, JsonSchema>))
    components[`${name}.${key}`] = relocated(definition, name) as JsonSchema;
  const body = relocated(root, name) as JsonSchema;
  if (!recursive) return body;
  components[name] = body;
  return { $ref: `#/components/schemas/${name}` };
}

function relocated(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((item) => relocated(item, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key !== '$ref' || typeof inner !== 'string') return [key, relocated(inner, name)];
      const target = inner === '#' ? name : `${name}.${inner.replace('#/$defs/', '')}`;
      return [key, `#/components/schemas/${target}`];
    }),
  );
}
