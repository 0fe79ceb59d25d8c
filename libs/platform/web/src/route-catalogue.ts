import { Injectable, RequestMethod } from '@nestjs/common';
import { HTTP_CODE_METADATA, METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { CAN, PUBLIC, type Requirement } from '#platform/access';
import { factsOf, type HostKind, type RouteFacts } from './routes.js';

/** One route as its decorators describe it. */
export interface CataloguedRoute {
  /** The hosts it stands in; null for what every host answers alike. */
  readonly portal: HostKind | null;
  readonly method: string;
  /** `/o/:org/campaigns/:id`, without the prefix of a door. */
  readonly path: string;
  /** `Campaigns.create`: the controller's class and the handler. */
  readonly name: string;
  readonly successStatus: number;
  /** Null where nothing is said: such a route is denied to everybody. */
  readonly access: Requirement | 'public' | null;
  readonly facts: RouteFacts;
}

type Handler = (...args: unknown[]) => unknown;

/** Every route of the application, read from the controllers themselves: the contract and the tests enumerate it. */
@Injectable()
export class RouteCatalogue {
  private found: readonly CataloguedRoute[] | null = null;

  constructor(private readonly modules: ModulesContainer) {}

  all(): readonly CataloguedRoute[] {
    this.found ??= [...this.controllers()].flatMap((type) => routesOf(type));
    return this.found;
  }

  of(portal: HostKind): CataloguedRoute[] {
    return this.all().filter((route) => route.portal === portal);
  }

  /** The methods that a path of these hosts knows; none if it does not exist. */
  methodsAt(portal: HostKind, path: string): string[] {
    const here = this.all().filter((route) => route.portal === portal || route.portal === null);
    return [...new Set(here.filter((route) => matches(route.path, path)).map(({ method }) => method))];
  }

  private *controllers(): Iterable<object> {
    for (const { controllers } of this.modules.values())
      for (const { metatype } of controllers.values()) if (metatype) yield metatype;
  }
}

/** The routes of one controller, without an application around it. */
export function routesOf(type: object): CataloguedRoute[] {
  const { prototype, name } = type as { prototype: object; name: string };
  const read = <T>(key: string, handler: object) =>
    (Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, type)) as T | undefined;
  return new MetadataScanner().getAllMethodNames(prototype).flatMap((key) => {
    const handler = (prototype as Record<string, Handler>)[key];
    if (!handler || !Reflect.hasMetadata(PATH_METADATA, handler)) return [];
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
    const route = {
      portal: read<HostKind>('web:portal', type) ?? null,
      method,
      name: `${name.replace(/Controller$/, '')}.${key}`,
      successStatus: read<number>(HTTP_CODE_METADATA, handler) ?? (method === 'POST' ? 201 : 200),
      access: read<boolean>(PUBLIC, handler) ? 'public' : (read<Requirement>(CAN, handler) ?? null),
      facts: factsOf(handler),
    } as const;
    return pathsAt(type).flatMap((base) =>
      pathsAt(handler).map((own) => ({ ...route, path: joined(base, own) })),
    );
  });
}

function pathsAt(target: object): string[] {
  return [(Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined) ?? '/'].flat();
}

function joined(...parts: string[]): string {
  return `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;
}

function matches(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  return (
    (wanted.length === given.length || wanted.at(-1) === '*') &&
    wanted.every(
      (step, at) => step === '*' || (step.startsWith(':') ? Boolean(given[at]) : step === given[at]),
    )
  );
}
