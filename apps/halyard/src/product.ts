import { readFile } from 'node:fs/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { APPS, type Config } from '#platform/kernel';
import { createServer } from '#platform/web';
import { parseTenantsFile, TenantApply, TenantDirectory } from '#domain/tenants';
import { AppModule } from './app.module.js';
import type { Installation } from './installation.js';
import type { MailWay } from './mail-way.js';
import { seed } from './seed.js';

/** The application over a database that stands: labels applied, demo people seeded, listening. Closed again if that fails. */
export async function openProduct(
  config: Config,
  { urls, masterKey }: Installation,
  mail: MailWay,
): Promise<{ application: NestFastifyApplication; port: number }> {
  const keyed = { ...config, masterKey };
  const application = await createServer(AppModule.forRoot(keyed, urls, mail), keyed);
  try {
    const directory = application.get(TenantDirectory);
    const scheme = config.production ? 'https' : 'http';
    directory.listensAt(scheme, config.production ? null : config.port);
    // One process of several changes no labels: that is the whole product's start, or `tenants apply`.
    const whole = config.apps.length === APPS.length;
    if (whole) {
      const file = await readFile(config.tenantsFile, 'utf8');
      await application.get(TenantApply).apply(parseTenantsFile(file, config));
    }
    const tellStory = whole && config.demo ? await seed(application) : null;
    await application.listen(config.port, config.bind);
    const { port } = application.getHttpServer().address() as { port: number };
    directory.listensAt(scheme, config.production ? null : port);
    void tellStory?.();
    return { application, port };
  } catch (error) {
    await application.close();
    throw error;
  }
}
