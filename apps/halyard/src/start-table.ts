import type { Config } from '#platform/kernel';
import { TenantDirectory } from '#domain/tenants';
import { DEMO_PASSWORD } from './seed.js';
import { peopleOf } from './seed-people.js';
import type { RunningServer } from './serve.js';

/** What stands on the operator's screen after the start: each label's portals and, in the demo, who may sign in. */
export async function startTable(server: RunningServer, config: Config): Promise<string> {
  const directory = server.application.get(TenantDirectory);
  const lines = directory.all().flatMap((id) => {
    const { key, name, hosts, locales } = directory.spec(id);
    const people = peopleOf(key, locales[0] ?? 'en');
    const who: Record<string, string | undefined> = {
      brand: people.clients[0].members[0]?.email,
      influencer: people.influencers[0]?.email,
      studio: people.staff[0]?.email,
    };
    const portals = Object.entries(hosts).map(([kind, host]) =>
      `  ${kind.padEnd(11)} ${directory.origin(host).padEnd(46)} ${config.demo ? (who[kind] ?? '') : ''}`.trimEnd(),
    );
    return ['', name, ...portals];
  });
  const mailbox = config.demo
    ? [
        '',
        `Password of all of them: ${DEMO_PASSWORD}`,
        `Mailbox       ${directory.origin(`mail.${config.neutralDomain}`)}`,
      ]
    : [];
  return `${[...lines, ...mailbox, '', 'Ctrl-C stops.', ''].join('\n')}\n`;
}
