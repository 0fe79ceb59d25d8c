import type { CataloguedRoute } from '../route-catalogue.js';
import { type JsonSchema, jsonSchema } from './json-schema.js';

export interface OpenApi {
  readonly openapi: '3.1.0';
  readonly servers: readonly { url: string }[];
  readonly paths: Readonly<Record<string, Record<string, unknown>>>;
  readonly components: Record<string, unknown>;
}

const PROBLEMS: Readonly<Record<string, string>> = {
  '401': 'Nobody is signed in, or the token is of another host.',
  '403': 'The role may not do this.',
  '404': 'There is no such thing for this person.',
  '409': 'The state does not allow this; `allowed` says what it does.',
  '413': 'Too large.',
  '422': 'Bad input: `errors` names each field and what is wrong with it.',
  '429': 'Too many attempts; `Retry-After` says when to come back.',
  '503': 'Busy; try again.',
};

const PROBLEM: JsonSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { const: 'about:blank' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable; for programs.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'code', 'message'],
        properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
};

/** The contract of the routes that have a JSON door, without what is one label's (`info`). */
export function documentOf(routes: readonly CataloguedRoute[], server: string): OpenApi {
  const schemas: Record<string, JsonSchema> = { Problem: PROBLEM };
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    if (route.facts.pageOnly) continue;
    const path = route.path.replace(/:(\w+)/g, '{$1}').replace('*', '{path}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operation(route, schemas);
  }
  return {
    openapi: '3.1.0',
    servers: [{ url: server }],
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      schemas,
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      responses: Object.fromEntries(
        Object.entries(PROBLEMS).map(([status, description]) => [
          `Problem${status}`,
          {
            description,
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        ]),
      ),
    },
  };
}

function operation(route: CataloguedRoute, schemas: Record<string, JsonSchema>): Record<string, unknown> {
  const { facts, access } = route;
  const body = bodyOf(route, schemas);
  return {
    operationId: route.name,
    tags: [route.name.split('.')[0]],
    security: access === 'public' ? [] : [{ bearer: [] }],
    parameters: [...pathParameters(route), ...searchParameters(route, schemas), ...keyParameter(route)],
    ...(body && { requestBody: { required: body.required, content: body.content } }),
    responses: {
      [route.method === 'GET' ? 200 : route.successStatus]: facts.schema
        ? {
            description: 'Done.',
            content: {
              'application/json': {
                schema: jsonSchema(facts.schema, 'output', `${route.name}.answer`, schemas),
              },
            },
          }
        : { description: 'A file, a stream or an address elsewhere.', content: { '*/*': {} } },
      ...Object.fromEntries(
        problemsOf(route).map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
      ),
    },
  };
}

function problemsOf({ access, method, path }: CataloguedRoute): string[] {
  return Object.keys(PROBLEMS).filter((status) => {
    if (status === '401' || status === '403') return access !== 'public';
    if (status === '404') return /[:*]/.test(path);
    if (status === '409' || status === '413' || status === '429') return method === 'POST';
    return true;
  });
}

function bodyOf(
  { facts, name, method }: CataloguedRoute,
  schemas: Record<string, JsonSchema>,
): { required: boolean; content: Record<string, unknown> } | null {
  if (method !== 'POST') return null;
  if (facts.multipart) {
    const file = {
      type: 'object',
      required: ['file'],
      properties: { purpose: { type: 'string' }, file: {} },
    };
    return { required: true, content: { 'multipart/form-data': { schema: file } } };
  }
  if (!facts.input) return null;
  return {
    required: !facts.input.safeParse({}).success,
    content: { 'application/json': { schema: jsonSchema(facts.input, 'input', `${name}.input`, schemas) } },
  };
}

function pathParameters({ path, facts }: CataloguedRoute): unknown[] {
  const names = [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
  return [...names, ...(path.includes('*') ? ['path'] : [])].map((name) => ({
    name,
    in: 'path',
    required: true,
    schema:
      facts.ids?.includes(name) || name === 'org' ? { type: 'string', format: 'uuid' } : { type: 'string' },
  }));
}

function searchParameters({ facts, name }: CataloguedRoute, schemas: Record<string, JsonSchema>): unknown[] {
  if (!facts.search) return [];
  const schema = jsonSchema(facts.search, 'input', `${name}.search`, schemas);
  const required = (schema['required'] ?? []) as string[];
  return Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>).map(([key, one]) => ({
    name: key,
    in: 'query',
    required: required.includes(key),
    schema: one,
  }));
}

function keyParameter({ method, facts, access }: CataloguedRoute): unknown[] {
  if (method !== 'POST' || facts.preview || access === 'public') return [];
  const description = 'The same key with the same body does the work once and gives the same answer again.';
  return [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description,
      schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{8,100}$' },
    },
  ];
}
