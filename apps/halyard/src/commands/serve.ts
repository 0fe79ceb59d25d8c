import type { Config } from '#platform/kernel';
import { serve } from '../serve.js';
import { startTable } from '../start-table.js';

/** Serves until it is told to stop; a second signal does not interrupt the stop. */
export async function run(_args: readonly string[], config: Config): Promise<number> {
  const server = await serve(config);
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
