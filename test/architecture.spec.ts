import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/**
 * Who may import whom. Apps import domain libs, domain libs those before them, platform libs those before them; all
 * through `#floor/lib`, never a file inside. This table is its documentation.
 */
const PLATFORM = [
  'kernel',
  'database',
  'events',
  'jobs',
  'access',
  'audit',
  'outbound',
  'storage',
  'themes',
  'documents',
  'mail',
  'web',
];
const DOMAIN = [
  'tenants',
  'identity',
  'plans',
  'roster',
  'social',
  'money',
  'contact',
  'discovery',
  'campaigns',
  'disclosure',
  'content',
  'distribution',
  'measurement',
  'records',
];
const APPS = ['brand', 'influencer', 'studio', 'edge', 'worker', 'halyard'];

const root = join(import.meta.dirname, '..');
const files = globSync(['apps/**/*.ts', 'libs/**/*.ts'], { cwd: root }).map((path) => ({
  path,
  text: readFileSync(join(root, path), 'utf8'),
}));

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
}

/** `libs/domain/money/src/x.ts` → ['domain', 'money']. */
function home(path: string): [floor: string, room: string] {
  const parts = path.split('/');
  return parts[0] === 'apps' ? ['apps', parts[1] ?? ''] : [parts[1] ?? '', parts[2] ?? ''];
}

function mayImport(path: string, floor: string, room: string): boolean {
  const [from, own] = home(path);
  if (from === 'apps')
    return (floor === 'platform' && PLATFORM.includes(room)) || (floor === 'domain' && DOMAIN.includes(room));
  if (from === 'domain')
    return floor === 'platform'
      ? PLATFORM.includes(room)
      : DOMAIN.indexOf(room) < DOMAIN.indexOf(own) && DOMAIN.includes(room);
  return floor === 'platform' && PLATFORM.includes(room) && PLATFORM.indexOf(room) < PLATFORM.indexOf(own);
}

describe('the house', () => {
  it('has only rooms that the table names', () => {
    const rooms = new Set(files.map(({ path }) => home(path).join('/')));
    const named = new Set([
      ...PLATFORM.map((r) => `platform/${r}`),
      ...DOMAIN.map((r) => `domain/${r}`),
      ...APPS.map((r) => `apps/${r}`),
    ]);
    expect([...rooms].filter((room) => !named.has(room))).toEqual([]);
  });

  it('imports downwards only, and through the front door', () => {
    const faults = files.flatMap(({ path, text }) =>
      importsOf(text).flatMap((name) => {
        const lib = /^#(platform|domain)\/([\w-]+)(\/.*)?$/.exec(name);
        if (lib)
          return lib[3] || !mayImport(path, lib[1] ?? '', lib[2] ?? '') ? [`${path} imports ${name}`] : [];
        if (!name.startsWith('.')) return [];
        const target = join(path, '..', name);
        const [floor, room] = home(path);
        const stays =
          floor === 'apps' ? target.startsWith(`apps/${room}/`) : target.startsWith(`libs/${floor}/${room}/`);
        return stays || path.startsWith('apps/halyard/') || path.endsWith('.spec.ts')
          ? []
          : [`${path} reaches into ${target}`];
      }),
    );
    expect(faults).toEqual([]);
  });

  it('opens each lib with what it is for, what it owns and what it must never do', () => {
    const fronts = files.filter(({ path }) => /^libs\/\w+\/[\w-]+\/src\/index\.ts$/.test(path));
    expect(
      fronts.filter(({ text }) => !/^\/\/ .+\n\/\/ .+\n\/\/ .+\n(?!\/\/)/.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });

  it('keeps rooms uncrowded: files up to 400 lines, services up to 250, modules up to 60', () => {
    const limit = (path: string) =>
      path.endsWith('.module.ts') ? 60 : path.endsWith('.service.ts') ? 250 : 400;
    const crowded = files
      .filter(({ path, text }) => !path.endsWith('.spec.ts') && text.split('\n').length - 1 > limit(path))
      .map(({ path, text }) => `${path}: ${text.split('\n').length - 1}`);
    expect(crowded).toEqual([]);
  });

  it('reads the environment in one file', () => {
    const readers = files
      .filter(({ path, text }) => !path.endsWith('.spec.ts') && /process\.env/.test(text))
      .map(({ path }) => path);
    expect(readers).toEqual(['libs/platform/kernel/src/config.ts']);
  });

  it('has no file or class that is a manager, helper, common or utils', () => {
    const bad = /(^|[/-])(managers?|helpers?|common|utils?)(?=[-./]|$)/;
    // `helpers` is Handlebars' own word for what templates call.
    const found = files
      .filter(({ path }) => !path.startsWith('libs/platform/themes/src/helpers') && (bad.test(path) || false))
      .map(({ path }) => path);
    expect(found).toEqual([]);
  });

  it('reaches the database through Db only', () => {
    const outside = files.filter(
      ({ path, text }) =>
        !path.startsWith('libs/platform/database') &&
        !path.endsWith('.spec.ts') &&
        /InjectRepository|InjectDataSource|dataSource\.manager/.test(text),
    );
    expect(outside.map(({ path }) => path)).toEqual([]);
  });
});
