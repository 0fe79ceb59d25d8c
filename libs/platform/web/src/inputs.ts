import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { isUuid, notFound } from '#platform/kernel';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { decodeForm, parseInput } from './form-decoder.js';
import { exchangeOf } from './exchange.js';
import { addFacts, factsOf } from './routes.js';

function requestOf(context: ExecutionContext): FastifyRequest {
  return context.switchToHttp().getRequest<FastifyRequest>();
}

function recorded(
  facts: (schema: z.ZodType) => object,
  read: (schema: z.ZodType, context: ExecutionContext) => unknown,
) {
  // Wrapped, and not as `schema`: Nest takes what has a `transform` for a pipe, and `schema` for its own option.
  const decorator = createParamDecorator((wrapped: { shape: z.ZodType }, context: ExecutionContext) =>
    read(wrapped.shape, context),
  );
  return (schema: z.ZodType): ParameterDecorator =>
    (target, key, index) => {
      if (key !== undefined)
        addFacts((target as Record<string | symbol, object>)[key] as object, facts(schema));
      decorator({ shape: schema })(target, key, index);
    };
}

/** The body: a form on pages, JSON on the API, one schema for both. */
export const Input = recorded(
  (input) => ({ input }),
  (schema, context) => {
    const request = requestOf(context);
    const exchange = exchangeOf(request);
    const body = (request.body ?? {}) as Record<string, unknown>;
    return parseInput(
      schema,
      exchange.face === 'page' ? decodeForm(schema, body, exchange.inputLocale()) : body,
    );
  },
);

/** The query string, read as a form is. */
export const Search = recorded(
  (search) => ({ search }),
  (schema, context) => {
    const request = requestOf(context);
    const exchange = exchangeOf(request);
    const { done: _done, next: _next, ...query } = request.query as Record<string, unknown>;
    return parseInput(schema, decodeForm(schema, query, exchange.inputLocale()));
  },
);

/** An id in the path; what is not even an id does not exist. */
export const Id =
  (name: string): ParameterDecorator =>
  (target, key, index) => {
    if (key !== undefined) {
      const handler = (target as Record<string | symbol, object>)[key] as object;
      addFacts(handler, { ids: [...(factsOf(handler).ids ?? []), name] });
    }
    idParameter(name)(target, key, index);
  };

const idParameter = createParamDecorator((name: string, context: ExecutionContext): string => {
  const value = (requestOf(context).params as Record<string, string>)[name];
  if (!isUuid(value)) throw notFound(name);
  return value;
});
