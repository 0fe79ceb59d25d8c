import { createServer as createProbe } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { APPS, type Config, setLogLevel } from '#platform/kernel';
import { type Installation, openInstallation } from './installation.js';
import { openMail } from './mail-way.js';

export interface RunningServer {
  readonly application: NestFastifyApplication;
  readonly installation: Installation;
  readonly port: number;
  stop(): Promise<void>;
}

/** Brings up the product, or the apps of it that `config` names: database, labels, portals on one port. */
export async function serve(config: Config): Promise<RunningServer> {
  setLogLevel(config.logLevel);
  await refuseTakenPort(config);
  const mail = await openMail(config);
  // The database starts in processes of its own: meanwhile the application's modules are loaded.
  const [opened, loaded] = await Promise.allSettled([
    openInstallation(config, { beside: config.apps.length < APPS.length }),
    import('./product.js'),
  ]);
  try {
    if (opened.status === 'rejected') throw opened.reason;
    if (loaded.status === 'rejected') throw loaded.reason;
    const installation = opened.value;
    const { application, port } = await loaded.value.openProduct(config, installation, mail);
    const stop = async () => {
      await application.close();
      await mail.close();
      await installation.stop();
    };
    return { application, installation, port, stop };
  } catch (error) {
    await mail.close();
    if (opened.status === 'fulfilled') await opened.value.stop();
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
