import { type CataloguedRoute, type HostKind, RouteCatalogue } from '#platform/web';
import type { TestApplication } from './application.js';
import type { World } from './world.js';
import { BODIES, type Ids, PARAMETERS } from './examples.js';
import { sampleOf } from './samples.js';

export type PeoplePortal = 'brand' | 'influencer' | 'studio';
export const PEOPLE_PORTALS: readonly PeoplePortal[] = ['brand', 'influencer', 'studio'];

/** Every route of a portal's hosts, from the controllers' own metadata. */
export function routesOf(app: TestApplication, portal: HostKind): CataloguedRoute[] {
  return app.app.get(RouteCatalogue).of(portal);
}

/** `brand POST /o/:org/campaigns`: how a route is named in tables and in failures. */
export function keyOf(route: CataloguedRoute): string {
  return `${route.portal} ${route.method} ${route.path}`;
}

/** The parameters of a path as the table names them: `campaigns/:id`. */
export function parametersOf(path: string): string[] {
  const steps = path.split('/');
  return steps.flatMap((step, at) => (step.startsWith(':') ? [`${steps[at - 1] ?? ''}/${step}`] : []));
}

/** A path with real ids. */
export function pathFor(route: CataloguedRoute, ids: Ids): string {
  const steps = route.path.split('/');
  const filled = steps.map((step, at) => {
    if (!step.startsWith(':')) return step;
    const near = `${steps[at - 1] ?? ''}/${step}`;
    const names = [`${steps[at - 2] ?? ''}/${near}`, `${route.portal} ${near}`, near];
    const kind = names.map((name) => PARAMETERS[name]).find((found) => found !== undefined);
    if (!kind) throw new Error(`no example for ${step} of ${keyOf(route)}`);
    return ids[kind];
  });
  return filled.join('/') || '/';
}

/** A body that the route's schema takes: the table's, or made from the schema where that alone is enough. */
export function bodyFor(route: CataloguedRoute, ids: Ids): Record<string, unknown> {
  const listed = BODIES[keyOf(route)] ?? BODIES[`* ${route.method} ${route.path}`];
  if (listed) return listed(ids);
  const { input } = route.facts;
  return input ? (sampleOf(input) as Record<string, unknown>) : {};
}

/** What is missing from `examples.ts` for a route, in words; null if nothing. */
export function missingExample(route: CataloguedRoute, world: World): string | null {
  const unknown = parametersOf(route.path).filter((parameter) => !PARAMETERS[parameter]);
  if (unknown.length > 0) return `${keyOf(route)}: name the parameter ${unknown.join(', ')} in PARAMETERS`;
  if (route.method !== 'POST' || !route.facts.input || route.facts.multipart) return null;
  const parsed = route.facts.input.safeParse(bodyFor(route, world.mine.ids));
  if (parsed.success) return null;
  const fault = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ');
  return `${keyOf(route)}: give a body in BODIES (${fault})`;
}

/** The routes of a portal that `examples.ts` suffices for; `isolation.spec.ts` fails while there are others. */
export function understood(world: World, portal: HostKind): CataloguedRoute[] {
  return routesOf(world.app, portal).filter((route) => missingExample(route, world) === null);
}

/** Readers first, and last what leaves nothing to be read or written. */
export function rank({ method, path }: CataloguedRoute): number {
  if (method === 'GET') return 0;
  return /\/(remove|delete|cancel|complete|withdraw|drop|decline|suspend|end|revoke)$/.test(path) ? 2 : 1;
}
