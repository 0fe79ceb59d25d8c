import type { Config } from '#platform/kernel';
import { TenantDirectory } from '#domain/tenants';
import type { RunningServer } from './serve.js';

/** What stands on the operator's screen after the start: each label's portals and, in the demo, who may sign in. */
export async function startTable(server: RunningServer, config: Config): Promise<string> {
  const directory = server.application.get(TenantDirectory);
  const lines = directory.all().flatMap((id) => {
    const { name, hosts } = directory.spec(id);
    return [
      '',
      name,
      ...Object.entries(hosts).map(([kind, host]) => `  ${kind.padEnd(11)} ${directory.origin(host)}`),
    ];
  });
  const mailbox = config.demo
    ? ['', `Mailbox       ${directory.origin(`mail.${config.neutralDomain}`)}`]
    : [];
  return `${[...lines, ...mailbox, '', 'Ctrl-C stops.', ''].join('\n')}\n`;
}
