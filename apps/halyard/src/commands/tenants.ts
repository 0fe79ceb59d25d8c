import { readFile } from 'node:fs/promises';
import type { Config } from '#platform/kernel';
import { parseTenantsFile, type PlannedChange, TenantApply, tenantsSchema } from '#domain/tenants';
import { withApplication } from './application.js';
import { printJson, readArguments } from './arguments.js';

/**
 * `tenants plan|apply FILE`: a bad file changes nothing, and each fault is named by JSON pointer. What the studio has
 * changed is kept; `--take words` (or `--take LABEL.words`) goes back to the file's.
 */
export async function run(args: readonly string[], config: Config): Promise<number> {
  const { values, positionals } = readArguments(args, {
    json: { type: 'boolean', default: false },
    take: { type: 'string', multiple: true, default: [] },
  });
  const [verb, file] = positionals;
  if (verb === 'schema' && positionals.length === 1) {
    process.stdout.write(`${JSON.stringify(tenantsSchema(), null, 2)}\n`);
    return 0;
  }
  if ((verb !== 'plan' && verb !== 'apply') || !file) {
    process.stderr.write(
      'usage: tenants plan|apply FILE [--take [LABEL.]PART]… [--json]\n' +
        '       tenants schema   the file as JSON Schema, for editors\n',
    );
    return 2;
  }
  const specs = parseTenantsFile(await readFile(file, 'utf8'), config);
  const changes = await withApplication(config, (application) =>
    application.get(TenantApply)[verb](specs, values.take),
  );
  if (values.json) for (const change of changes) printJson(change);
  else process.stdout.write(`${changes.map(line).join('\n')}\n`);
  return 0;
}

function line({ label, change, path, from, to, note }: PlannedChange): string {
  const what = path === undefined ? '' : ` ${path}`;
  const values =
    from === undefined && to === undefined ? '' : `: ${JSON.stringify(from)} → ${JSON.stringify(to)}`;
  return `${change.padEnd(9)} ${label}${what}${values}${note ? ` (${note})` : ''}`;
}
