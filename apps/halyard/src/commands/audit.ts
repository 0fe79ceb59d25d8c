import { Audit, type AuditFinding } from '#platform/audit';
import { type Config, runForTenant, systemActor } from '#platform/kernel';
import { TenantDirectory } from '#domain/tenants';
import { withApplication } from './application.js';
import { printJson, readArguments } from './arguments.js';

const OPTIONS = { json: { type: 'boolean', default: false } } as const;

interface Verified extends AuditFinding {
  readonly label: string;
}

/**
 * `audit verify`: follows the chain of each label, or of those that are named, and says where one breaks. 0 where all hold,
 * 1 where an entry was changed, dropped or slipped in, 2 when asked wrongly.
 */
export async function run(args: readonly string[], config: Config): Promise<number> {
  const [what, ...rest] = args;
  if (what !== 'verify') {
    process.stderr.write('usage: audit verify [LABEL…] [--json]\n');
    return 2;
  }
  const { values, positionals } = readArguments(rest, OPTIONS);
  const found = await withApplication(config, async (application) => {
    const tenants = application.get(TenantDirectory);
    const ids = positionals.length > 0 ? positionals.map((key) => tenants.idOf(key)) : tenants.all();
    const audit = application.get(Audit);
    const verified: Verified[] = [];
    for (const id of ids)
      verified.push({
        label: tenants.spec(id).key,
        ...(await runForTenant(id, systemActor, () => audit.verify())),
      });
    return verified;
  });
  if (values.json) printJson(found);
  else process.stdout.write(found.map(line).join(''));
  return found.some(({ broken }) => broken !== null) ? 1 : 0;
}

function line({ label, entries, broken }: Verified): string {
  if (!broken) return `${label}: ${entries} entries, unbroken\n`;
  return `${label}: broken after ${entries} entries, at ${broken.seq ?? 'no number'} (${broken.id}): ${broken.why}\n`;
}
