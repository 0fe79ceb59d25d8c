import { readFile } from 'node:fs/promises';
import { createServer as createProbe } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Config, setLogLevel } from '#platform/kernel';
import { createServer } from '#platform/web';
import { parseTenantsFile, TenantApply, TenantDirectory } from '#domain/tenants';
import { AppModule } from './app.module.js';
import { type Installation, openInstallation } from './installation.js';

export interface RunningServer {
  readonly application: NestFastifyApplication;
  readonly installation: Installation;
  readonly port: number;
  stop(): Promise<void>;
}

/** Brings up the whole product: database, labels, every portal on one port. */
export async function serve(config: Config): Promise<RunningServer> {
  setLogLevel(config.logLevel);
  await refuseTakenPort(config);
  const installation = await openInstallation(config);
  try {
    const application = await createServer(AppModule.forRoot(config, installation.urls), config);
    const directory = application.get(TenantDirectory);
    await application.get(TenantApply).apply(parseTenantsFile(await readFile(config.tenantsFile, 'utf8')));
    await application.listen(config.port, config.bind);
    const address = application.getHttpServer().address() as { port: number };
    directory.listensAt(config.production ? 'https' : 'http', config.production ? null : address.port);
    const stop = async () => {
      await application.close();
      await installation.stop();
    };
    return { application, installation, port: address.port, stop };
  } catch (error) {
    await installation.stop();
    throw error;
  }
}

/** Says who is in the way before anything is started. */
async function refuseTakenPort(config: Config): Promise<void> {
  if (config.port === 0) return;
  await new Promise<void>((resolve, reject) => {
    const probe = createProbe();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      reject(new Error(`port ${config.port} is taken by another program; stop it, or choose another: PORT=${config.port + 1} npm start`));
    });
    probe.listen(config.port, config.bind, () => probe.close(() => resolve()));
  });
}
