// Compiles apps/ and libs/ to dist/ with SWC, file by file, in parallel; skips what has not changed.
// Type checking is `npm run types`: the build only strips types, so that `npm start` stays quick.
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const options = JSON.parse(await readFile(join(root, '.swcrc'), 'utf8'));

async function sources(dir) {
  const entries = await readdir(join(root, dir), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

async function mtime(path) {
  return stat(path).then(
    (found) => found.mtimeMs,
    () => 0,
  );
}

async function compile(source) {
  const target = join(root, 'dist', source.replace(/\.ts$/, '.js'));
  if ((await mtime(target)) > (await mtime(join(root, source)))) return target;
  const { code, map } = await transform(await readFile(join(root, source), 'utf8'), {
    ...options,
    filename: join(root, source),
    sourceFileName: source,
    sourceMaps: true,
  });
  await mkdir(dirname(target), { recursive: true });
  await writeFile(`${target}.map`, map);
  await writeFile(target, `${code}\n//# sourceMappingURL=${target.split('/').pop()}.map\n`);
  return target;
}

const files = [...(await sources('apps')), ...(await sources('libs'))];
const kept = new Set(await Promise.all(files.map(compile)));

// What was compiled from a file that is gone must not be importable any more.
const built = await readdir(join(root, 'dist'), { recursive: true, withFileTypes: true }).catch(() => []);
await Promise.all(
  built
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !kept.has(path))
    .flatMap((path) => [rm(path, { force: true }), rm(`${path}.map`, { force: true })]),
);
