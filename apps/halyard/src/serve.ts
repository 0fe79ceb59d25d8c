import { readFile } from 'node:fs/promises';
import { createServer as createProbe } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Config, setLogLevel } from '#platform/kernel';
import { createServer } from '#platform/web';
import { parseTenantsFile, TenantApply, TenantDirectory } from '#domain/tenants';
import { AppModule } from './app.module.js';
import { type Installation, openInstallation } from './installation.js';
import { openMail } from './mail-way.js';
import { seed } from './seed.js';

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
  const mail = await openMail(config);
  const installation = await openInstallation(config);
  let application: NestFastifyApplication | null = null;
  try {
    application = await createServer(AppModule.forRoot(config, installation.urls, mail), config);
    const directory = application.get(TenantDirectory);
    const scheme = config.production ? 'https' : 'http';
    directory.listensAt(scheme, config.production ? null : config.port);
    await application.get(TenantApply).apply(parseTenantsFile(await readFile(config.tenantsFile, 'utf8')));
    if (config.demo) await seed(application);
    await application.listen(config.port, config.bind);
    const address = application.getHttpServer().address() as { port: number };
    directory.listensAt(scheme, config.production ? null : address.port);
    const running = application;
    const stop = async () => {
      await running.close();
      await mail.close();
      await installation.stop();
    };
    return { application: running, installation, port: address.port, stop };
  } catch (error) {
    await application?.close();
    await mail.close();
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
      reject(
        new Error(
          `port ${config.port} is taken by another program; stop it, or choose another: PORT=${config.port + 1} npm start`,
        ),
      );
    });
    probe.listen(config.port, config.bind, () => probe.close(() => resolve()));
  });
}
