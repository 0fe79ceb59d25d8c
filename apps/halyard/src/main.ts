import 'reflect-metadata';
import { loadConfig } from '#platform/kernel';
import { serve } from './serve.js';

const [command = 'serve'] = process.argv.slice(2);

async function run(): Promise<void> {
  if (command !== 'serve') throw new Error(`there is no command ${command}`);
  const server = await serve(loadConfig());
  process.stdout.write(`listening on ${server.port}\n`);
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void server.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
