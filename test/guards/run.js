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
  const file = /^\+\+\+ b\/(.+)$/m.exec(text)?.[1];
  const hunks = text
    .split(/^@@.*\n/m)
    .slice(1)
    .map((hunk) => {
      const lines = hunk.replace(/\n$/, '').split('\n');
      const side = (other) =>
        lines
          .filter((line) => line[0] !== other)
          .map((line) => line.slice(1))
          .join('\n');
      return { before: side('+'), after: side('-') };
    });
  const patch = { name: name.replace('.patch', ''), spec: header('spec'), test: header('test'), file, hunks };
  if (!patch.spec || !patch.test || !file || hunks.length === 0)
    throw new Error(`${name} is no patch of a guard`);
  return patch;
}

/** Hunks are found by their lines and not by numbers, so that work elsewhere in a file does not break them. */
function applied({ name, file, hunks }, text) {
  return hunks.reduce((current, { before, after }) => {
    const found = current.split(before).length - 1;
    if (found !== 1) throw new Error(`${name}: its lines stand ${found} times in ${file}`);
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

async function judge(copy, patch) {
  const target = join(copy, patch.file);
  const original = await readFile(target, 'utf8');
  const without = applied(patch, original);
  const sound = await run(copy, patch.spec, patch.test);
  if (sound.passed === 0 || sound.failed > 0)
    return `is not green with its guard in place\n${sound.why.slice(-2_000)}`;
  await writeFile(target, without);
  try {
    const { failed, why } = await run(copy, patch.spec, patch.test);
    return failed > 0 ? null : `${patch.spec} does not notice\n${why.slice(-2_000)}`;
  } finally {
    await writeFile(target, original);
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
