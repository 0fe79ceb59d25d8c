// Proves that the guards' tests guard: takes one guard out of a copy of the product at a time, and runs the test that
// must notice. A patch names its test in its first lines (`# spec: path`, `# test: part of its name`).
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const LEFT_BEHIND = new Set(['node_modules', '.git', '.data', 'coverage']);

/** `only`: parts of patch names, from the command line; all where none is given. */
async function readPatches(only) {
  const names = (await readdir(here)).filter((name) => name.endsWith('.patch')).sort();
  const chosen = names.filter((name) => only.length === 0 || only.some((part) => name.includes(part)));
  return Promise.all(chosen.map(async (name) => parse(name, await readFile(join(here, name), 'utf8'))));
}

function parse(name, text) {
  const header = (key) => new RegExp(`^# ${key}: (.+)$`, 'm').exec(text)?.[1]?.trim();
  const files = text
    .split(/^--- a\/.+\n/m)
    .slice(1)
    .map((part) => ({
      path: /^\+\+\+ b\/(.+)$/m.exec(part)?.[1],
      hunks: part
        .split(/^@@.*\n/m)
        .slice(1)
        .map(toHunk),
    }));
  const patch = { name: name.replace('.patch', ''), spec: header('spec'), test: header('test'), files };
  const sound = files.length > 0 && files.every(({ path, hunks }) => path && hunks.length > 0);
  if (!patch.spec || !patch.test || !sound) throw new Error(`${name} is no patch of a guard`);
  return patch;
}

function toHunk(text) {
  const lines = text.replace(/\n$/, '').split('\n');
  const without = (mark) =>
    lines
      .filter((line) => line[0] !== mark)
      .map((line) => line.slice(1))
      .join('\n');
  return { before: without('+'), after: without('-') };
}

/** Hunks are found by their lines and not by numbers, so that work elsewhere in a file does not break them. */
function applied({ path, hunks }, text) {
  return hunks.reduce((current, { before, after }) => {
    const found = current.split(before).length - 1;
    if (found !== 1) throw new Error(`its lines stand ${found} times in ${path}`);
    return current.replace(before, () => after);
  }, text);
}

function node(copy, args) {
  return new Promise((resolve) => {
    const options = { cwd: copy, maxBuffer: 64 * 1024 * 1024, timeout: 600_000 };
    execFile(process.execPath, args, options, (error, stdout, stderr) =>
      resolve({ code: error ? 1 : 0, stdout, stderr }),
    );
  });
}

/** How many tests of the spec passed and failed; a spec that does not even load has neither. */
async function run(copy, spec, test) {
  const built = await node(copy, ['scripts/build.js']);
  if (built.code !== 0) return { passed: 0, failed: 0, why: built.stderr };
  const jest = [
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
    spec,
    '--json',
    '--forceExit',
  ];
  const pattern = test.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const { stdout, stderr } = await node(copy, [...jest, '--reporters=default', '--testNamePattern', pattern]);
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(stdout.slice(stdout.indexOf('{"')));
    return { passed: numPassedTests, failed: numFailedTests, why: stderr };
  } catch {
    return { passed: 0, failed: 0, why: stderr || stdout };
  }
}

async function judge(copy, { files, spec, test }) {
  const targets = await Promise.all(
    files.map(async (file) => {
      const original = await readFile(join(copy, file.path), 'utf8');
      return { path: join(copy, file.path), original, without: applied(file, original) };
    }),
  );
  const sound = await run(copy, spec, test);
  if (sound.passed === 0 || sound.failed > 0)
    return `is not green with its guard in place\n${sound.why.slice(-2_000)}`;
  for (const { path, without } of targets) await writeFile(path, without);
  try {
    const { failed, why } = await run(copy, spec, test);
    return failed > 0 ? null : `${spec} does not notice\n${why.slice(-2_000)}`;
  } finally {
    for (const { path, original } of targets) await writeFile(path, original);
  }
}

const patches = await readPatches(process.argv.slice(2));
const copy = await mkdtemp(join(tmpdir(), 'guards-'));
let [passed, failed] = [0, 0];
try {
  const wanted = (source) => !LEFT_BEHIND.has(relative(root, source).split('/')[0]);
  await cp(root, copy, { recursive: true, filter: wanted, preserveTimestamps: true });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const patch of patches) {
    const fault = await judge(copy, patch).catch((error) => error.message);
    if (fault) failed += 1;
    else passed += 1;
    process.stdout.write(fault ? `✕ ${patch.name}: ${fault}\n` : `✓ ${patch.name}\n`);
  }
} finally {
  await rm(copy, { recursive: true, force: true });
}
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;
