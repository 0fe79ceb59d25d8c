import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, machineEnvironment } from '#platform/kernel';
import { MailboxReader } from '../demo/mailbox-reader.js';
import { mainJob, type Outcome, type Stage } from '../demo/main-job.js';
import { Person } from '../demo/person.js';
import { writeRoster } from '../demo/roster.js';
import { printJson, readArguments } from './arguments.js';

interface Label {
  readonly key: string;
  readonly hosts: Stage['hosts'];
}

/** `demo`: a server on a data folder of its own, and the whole main job through it, once a label. */
export async function run(args: readonly string[], config: Config): Promise<number> {
  const { values } = readArguments(args, {
    json: { type: 'boolean', default: false },
    roster: { type: 'string' },
  });
  const folder = await mkdtemp(join(tmpdir(), 'demo-'));
  const port = await freePort();
  const server = startServer(folder, port, config);
  try {
    const rosterFile = values.roster ?? join(folder, 'roster.csv');
    if (!values.roster) await writeRoster(rosterFile);
    const { tenants } = JSON.parse(await readFile(config.tenantsFile, 'utf8')) as { tenants: Label[] };
    const site = { port };
    const mailbox = new MailboxReader(site, `mail.${config.neutralDomain}`);
    await ready(site, tenants[0]?.hosts.brand ?? '', server);
    for (const { key, hosts } of tenants) {
      const say = (line: string) => values.json || process.stderr.write(`${key}: ${line}\n`);
      const owner = await demoOwner(site, hosts.studio);
      const outcome = await mainJob({ site, label: key, hosts, owner, mailbox, rosterFile, say });
      if (values.json) printJson(outcome);
      else process.stdout.write(summary(outcome));
    }
    return 0;
  } finally {
    await stopServer(server);
    await rm(folder, { recursive: true, force: true });
  }
}

function startServer(folder: string, port: number, config: Config): ChildProcess {
  const main = join(import.meta.dirname, '..', 'main.js');
  return spawn(process.execPath, ['--enable-source-maps', main, 'serve'], {
    cwd: config.root,
    env: childEnvironment({
      DATA_DIR: join(folder, 'data'),
      PORT: String(port),
      TENANTS_FILE: config.tenantsFile,
      LOG_LEVEL: 'error',
    }),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** The server is a demo whatever surrounds this command: no database of somebody's is given on. */
function childEnvironment(own: Record<string, string>): Record<string, string> {
  return { ...machineEnvironment(), ...own };
}

async function ready(site: { port: number }, host: string, server: ChildProcess): Promise<void> {
  const probe = new Person(site, host, 'probe');
  for (const deadline = Date.now() + 60_000; Date.now() < deadline;) {
    if (server.exitCode !== null) throw new Error('the server of the demo did not start');
    const answer = await probe.send('GET', '/healthz').catch(() => null);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the server of the demo did not answer within 60 s');
}

/** The demo's people stand beside its sign-in form. */
async function demoOwner(
  site: { port: number },
  studio: string,
): Promise<{ email: string; password: string }> {
  const visitor = new Person(site, studio, 'visitor');
  const { demo } = await visitor.get<{ demo: { email: string; password: string; role: string }[] }>(
    '/sign-in',
  );
  const owner = demo.find(({ role }) => /owner/i.test(role));
  if (!owner) throw new Error('the demo has no owner to sign in with');
  return owner;
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  server.kill('SIGINT');
  await gone;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

function summary(outcome: Outcome): string {
  const { label, roster, clicks, ledger, reportUrl, seconds } = outcome;
  return [
    `${label}: ${roster.rows} rows imported (${roster.created} new, ${roster.rejected} rejected)`,
    `  disclosure ${outcome.disclosure.verdict}, ${clicks.valid} of ${clicks.total} clicks valid, ${outcome.mails} mails`,
    `  ${ledger.currency}: price ${ledger.priceMinor}, net ${ledger.netMinor}, margin ${ledger.marginMinor}, paid ${ledger.paidMinor}, ${ledger.balanced ? 'balanced' : 'NOT BALANCED'}`,
    `  ${reportUrl} (${seconds} s)`,
    '',
  ].join('\n');
}
