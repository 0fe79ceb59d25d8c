import { APPS, type Config } from '#platform/kernel';
import { serve } from '../serve.js';
import { startTable } from '../start-table.js';
import { readArguments } from './arguments.js';

/** Serves until it is told to stop; a second signal does not interrupt the stop. */
export async function run(args: readonly string[], config: Config): Promise<number> {
  const { values } = readArguments(args, { only: { type: 'string' } });
  const wanted = values.only?.split(',') ?? APPS;
  const apps = APPS.filter((app) => wanted.includes(app));
  const unknown = wanted.filter((name) => !APPS.some((app) => app === name));
  if (unknown.length > 0 || apps.length === 0) {
    process.stderr.write(
      `--only ${values.only ?? ''}: give one or more of ${APPS.join(', ')}, with commas\n`,
    );
    return 2;
  }
  const server = await serve({ ...config, apps });
  process.stdout.write(await startTable(server, config));
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  const ignore = () => undefined;
  process.on('SIGINT', ignore);
  process.on('SIGTERM', ignore);
  await server.stop();
  process.exit(0);
}
