import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApplication } from './support/application.js';
import { keyOf, routesOf } from './support/routes.js';
import type { HostKind } from '#platform/web';

type Json = Record<string, unknown>;
interface Document extends Json {
  openapi: string;
  info: { title: string; version: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Record<string, Json> };
}

const KINDS = ['brand', 'influencer', 'studio', 'edge'] as const;
const documents = new Map<string, Document>();
let app: TestApplication;

beforeAll(async () => {
  app = await TestApplication.start();
  for (const label of ['switchback', 'puder'])
    for (const kind of KINDS) {
      const answer = await app.browser(label, kind).page('/api/openapi.json');
      expect([answer.status, answer.headers['content-type']]).toEqual([
        200,
        'application/json; charset=utf-8',
      ]);
      documents.set(`${label} ${kind}`, answer.json<Document>());
    }
});
afterAll(() => app.stop());

const of = (kind: HostKind, label = 'switchback') => documents.get(`${label} ${kind}`)!;

/** Every object in a document, with its path. */
function* objects(value: unknown, at = '#'): Iterable<[string, Json]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [at, value as Json];
  for (const [key, inner] of Object.entries(value)) yield* objects(inner, `${at}/${key}`);
}

/** What OpenAPI 3.1 asks of a document's shape, as far as ours goes. */
function faultsOf(document: Document): string[] {
  const faults: string[] = [];
  const ids = new Set<string>();
  if (document.openapi !== '3.1.0') faults.push('openapi');
  if (!document.info.title || !document.info.version) faults.push('info');
  for (const [path, item] of Object.entries(document.paths)) {
    if (!path.startsWith('/')) faults.push(path);
    for (const [method, operation] of Object.entries(item)) {
      const at = `${method} ${path}`;
      if (!['get', 'post'].includes(method)) faults.push(`${at}: method`);
      const id = String(operation['operationId']);
      if (ids.has(id)) faults.push(`${at}: ${id} twice`);
      ids.add(id);
      const parameters = operation['parameters'] as {
        name: string;
        in: string;
        required: boolean;
        schema: Json;
      }[];
      const inPath = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
      const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      if (inPath.join() !== named.join()) faults.push(`${at}: path parameters`);
      if (parameters.some((one) => !one.schema || (one.in === 'path' && !one.required)))
        faults.push(`${at}: parameters`);
      if (new Set(parameters.map((one) => `${one.in} ${one.name}`)).size !== parameters.length)
        faults.push(`${at}: doubled`);
      const responses = operation['responses'] as Record<string, Json>;
      const statuses = Object.keys(responses);
      if (!statuses.some((status) => status.startsWith('2'))) faults.push(`${at}: no success`);
      for (const [status, response] of Object.entries(responses))
        if (!/^[1-5]\d\d$/.test(status) || !(response['$ref'] || response['description']))
          faults.push(`${at}: ${status}`);
    }
  }
  for (const [at, object] of objects(document)) {
    const target = object['$ref'];
    if (typeof target === 'string' && !resolves(document, target))
      faults.push(`${at}: ${target} leads nowhere`);
    if ('$defs' in object || '$schema' in object) faults.push(`${at}: not lifted`);
    if (Array.isArray(object['required']) && object['type'] === 'object') {
      const known = Object.keys((object['properties'] ?? {}) as Json);
      if (object['required'].some((key) => !known.includes(key as string))) faults.push(`${at}: required`);
    }
  }
  for (const name of Object.keys(document.components.schemas))
    if (!/^[a-zA-Z0-9._-]+$/.test(name)) faults.push(`component ${name}`);
  return faults;
}

function resolves(document: Document, ref: string): boolean {
  let node: unknown = document;
  for (const step of ref.replace('#/', '').split('/')) node = (node as Json | undefined)?.[step];
  return node !== undefined;
}

describe('the contract of a portal', () => {
  it('is sound', () => {
    expect(
      [...documents].flatMap(([name, document]) => faultsOf(document).map((fault) => `${name}: ${fault}`)),
    ).toEqual([]);
  });

  it('stands under the label’s own name', () => {
    expect([of('brand').info.title, of('brand', 'puder').info.title]).toEqual([
      'Switchback Weekly',
      'Puder & Licht',
    ]);
    for (const [name, document] of documents)
      expect([name, /halyard/i.test(JSON.stringify(document))]).toEqual([name, false]);
  });

  it.each(KINDS)('names each route of the %s portal that has a JSON door, and no other portal’s', (kind) => {
    const expected = routesOf(app, kind)
      .filter(({ facts }) => !facts.pageOnly)
      .map((route) => `${route.method} ${route.path.replace(/:(\w+)/g, '{$1}')}`);
    const told = Object.entries(of(kind).paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(told.sort()).toEqual(expected.sort());
  });

  it('says what each route takes and gives', () => {
    const create = of('brand').paths['/o/{org}/campaigns']?.['post'] as {
      security: unknown;
      requestBody: {
        required: boolean;
        content: Record<string, { schema: { required: string[]; properties: Json } }>;
      };
      responses: Record<string, { content: Record<string, { schema: Json }> }>;
    };
    expect(create.security).toEqual([{ bearer: [] }]);
    expect(create.requestBody.content['application/json']?.schema).toMatchObject({
      required: ['name'],
      properties: { budgetMinor: { type: 'integer', minimum: 0 } },
    });
    expect(create.responses['201']?.content['application/json']?.schema).toMatchObject({ required: ['id'] });
    expect(of('brand').paths['/sign-in']?.['post']).toMatchObject({ security: [] });
    expect(of('brand').paths['/sign-in']?.['get']).toBeUndefined();
  });

  it('has a schema for each answer that is not a file, a stream or an address', () => {
    const bare = KINDS.filter((kind) => kind !== 'edge')
      .flatMap((kind) => routesOf(app, kind))
      .filter(
        ({ facts, path }) =>
          !facts.schema && !facts.pageOnly && !facts.stream && !/\.(csv|xlsx|pdf)$/.test(path),
      );
    expect(bare.map(keyOf)).toEqual([]);
  });
});
