import type { Config } from '#platform/kernel';

/** A command's code; loaded only when it is asked for, so that `themes new` need not load the whole product. */
export interface Command {
  /** Answers the exit code: 0 done, 1 found faults, 2 asked wrongly. */
  run(args: readonly string[], config: Config): Promise<number>;
}

interface CommandEntry {
  readonly name: string;
  readonly usage: string;
  readonly says: string;
  load(): Promise<Command>;
}

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'serve',
    usage: 'serve [--only APP,…]',
    says: 'every portal on one port, or some: brand, influencer, studio, edge, worker',
    load: () => import('./serve.js'),
  },
  {
    name: 'tenants',
    usage: 'tenants plan|apply FILE [--json] | schema',
    says: 'labels from a file: what would change, or do it; the file’s JSON Schema',
    load: () => import('./tenants.js'),
  },
  {
    name: 'themes',
    usage: 'themes check [DIR…] [--json] | new NAME [--extends base]',
    says: 'findings of themes by numbered rule; a theme to begin with',
    load: () => import('./themes.js'),
  },
  {
    name: 'roster',
    usage: 'roster import FILE --label KEY [--platform P] [--dry-run] [--json]',
    says: 'a list of influencers into a label',
    load: () => import('./roster.js'),
  },
  {
    name: 'mail',
    usage: 'mail receive [FILE…] [--to ADDRESS] | records [--json]',
    says: 'bounces and complaints as a mail server hands them over; what the neutral domain’s zone must hold',
    load: () => import('./mail.js'),
  },
  {
    name: 'audit',
    usage: 'audit verify [LABEL…] [--json]',
    says: 'the chain of the audit log, label by label: where an entry was changed, dropped or slipped in',
    load: () => import('./audit.js'),
  },
  {
    name: 'doctor',
    usage: 'doctor LABEL [--url URL] [--signed-in] [--json]',
    says: 'a live label: traces of the engine or of others, hosts, certificates, records, colours',
    load: () => import('./doctor.js'),
  },
  {
    name: 'demo',
    usage: 'demo [--roster FILE] [--json]',
    says: 'the whole main job through HTTP, once a label',
    load: () => import('./demo.js'),
  },
];
