import 'reflect-metadata';
import { SetMetadata } from '@nestjs/common';
import { RouteConfig, RouteConstraints } from '@nestjs/platform-fastify';
import type { PortalKind } from '#platform/kernel';
import type { z } from 'zod';

/**
 * The hosts that routes can stand in: a label's four portals, the operator's own mailbox of the demo, and `machine`, where
 * the installation's reverse proxy asks for itself.
 */
export type HostKind = PortalKind | 'mailbox' | 'machine';

/** What the web layer knows of one route. */
export interface RouteFacts {
  /** The page template that a view model becomes; `null` for routes that have no page of their own. */
  view?: string;
  /** The schema of the view model: the JSON answer, and the contract in `/api/openapi.json`. */
  schema?: z.ZodType;
  input?: z.ZodType;
  search?: z.ZodType;
  /** For a POST: the page that shows its form, where it leads, and what is said there. Paths may hold `:params`. */
  form?: FormFacts;
  /** A page without a JSON face. */
  pageOnly?: boolean;
  /** A JSON answer without a page: tokens, files. */
  apiOnly?: boolean;
  /** Takes one file as multipart. */
  multipart?: boolean;
  /** Path parameters that are ids. */
  ids?: readonly string[];
  /** Holds no transaction of its own: streams, sign-in, uploads. */
  stream?: boolean;
  /** Shows what would be and keeps nothing: its key stays good for the real thing. */
  preview?: boolean;
}

export interface FormFacts {
  readonly page: string;
  readonly done: string;
  readonly notice?: string;
}

export const FACTS = 'web:facts';

export function factsOf(handler: object): RouteFacts {
  return (Reflect.getMetadata(FACTS, handler) as RouteFacts | undefined) ?? {};
}

export function addFacts(handler: object, facts: RouteFacts): void {
  Reflect.defineMetadata(FACTS, { ...factsOf(handler), ...facts }, handler);
}

function facts(found: RouteFacts): MethodDecorator {
  return (_target, _key, descriptor) => addFacts(descriptor.value as object, found);
}

/** A view: the handler's answer as a page in the label's theme, and as JSON of this schema. */
export const View = (view: string, schema: z.ZodType): MethodDecorator => facts({ view, schema });

/** What a POST answers with in JSON; as a page it leads to `form.done`, or shows `form.page` again with the errors. */
export const Form = (form: FormFacts, schema: z.ZodType): MethodDecorator => facts({ form, schema });

/** Answers in JSON only. */
export const Api = (schema: z.ZodType): MethodDecorator => facts({ apiOnly: true, schema });

/** One of the few pages without a JSON face: blank forms, sign-in. */
export const Page = (): MethodDecorator => facts({ pageOnly: true });

/** Runs outside of the request's transaction, with short ones of its own. */
export const Stream = (): MethodDecorator => facts({ stream: true });

/** A POST that shows what would be and keeps nothing. Every other one is done once for its key. */
export const Preview = (): MethodDecorator => facts({ preview: true });

/** Takes one file as multipart; every other body is a form or JSON. */
export const Multipart = (): MethodDecorator => facts({ multipart: true });

/** Binds a controller to the hosts of one kind; the same path can stand in several. */
export function Portal(kind: HostKind): ClassDecorator {
  return (target) => {
    SetMetadata('web:portal', kind)(target);
    for (const key of Object.getOwnPropertyNames(target.prototype)) {
      const descriptor = Object.getOwnPropertyDescriptor(target.prototype, key);
      if (key === 'constructor' || typeof descriptor?.value !== 'function') continue;
      RouteConstraints({ portal: kind })(target.prototype as object, key, descriptor);
      RouteConfig({ facts: factsOf(descriptor.value as object) })(
        target.prototype as object,
        key,
        descriptor,
      );
    }
  };
}
