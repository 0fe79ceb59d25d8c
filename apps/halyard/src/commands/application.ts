import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { APPS, type Config, setLogLevel } from '#platform/kernel';
import { AppModule } from '../app.module.js';
import type { MailWay } from '../mail-way.js';
import { openInstallation } from '../installation.js';

/** A command enqueues mails and sends none: whoever serves does. */
const NO_MAIL: MailWay = {
  transportUrl: 'smtp://127.0.0.1:1',
  mailbox: null,
  close: () => Promise.resolve(),
};

/** Jobs that a command enqueues are run by whoever serves. */
const PORTALS_ONLY = APPS.filter((app) => app !== 'worker');

/** Runs `fn` in the product's container without serving; beside a running product, in its database. */
export async function withApplication<T>(
  config: Config,
  fn: (application: INestApplicationContext) => Promise<T>,
): Promise<T> {
  setLogLevel(config.logLevel);
  const installation = await openInstallation(config, { beside: true });
  try {
    const module = AppModule.forRoot(
      { ...config, masterKey: installation.masterKey, apps: PORTALS_ONLY },
      installation.urls,
      NO_MAIL,
    );
    const application = await NestFactory.createApplicationContext(module, {
      logger: ['error'],
      abortOnError: false,
    });
    try {
      return await fn(application);
    } finally {
      await application.close();
    }
  } finally {
    await installation.stop();
  }
}
