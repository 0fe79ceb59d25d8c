import { type Config, log } from '#platform/kernel';
import { type INestApplication, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Db } from '#platform/database';
import type { DynamicModule } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { AUTHENTICATOR, type Authenticator } from './sessions.js';
import { PORTAL_DIRECTORY, type PortalDirectory, PREVIEWS, type Previews } from './hosts.js';
import { Lifecycle, rewriteUrl } from './lifecycle.js';
import { registerUploads } from './uploads.js';

/** Builds the HTTP application around a root module; the caller listens. */
export async function createServer(
  root: Type | DynamicModule,
  config: Config,
): Promise<NestFastifyApplication> {
  const lifecycle = new Lifecycle(config);
  const adapter = new FastifyAdapter({
    rewriteUrl,
    bodyLimit: 1_048_576,
    trustProxy: config.trustedProxy ?? false,
    requestTimeout: 60_000,
    forceCloseConnections: true,
    routerOptions: {
      maxParamLength: 300,
      constraints: {
        portal: {
          name: 'portal',
          storage: () => {
            const handlers = new Map<unknown, unknown>();
            return {
              get: (kind: unknown) => (handlers.get(kind) ?? null) as never,
              set: (kind: unknown, handler: unknown) => void handlers.set(kind, handler),
            };
          },
          deriveConstraint: (request: { headers: object }) => lifecycle.kindOf(request as never),
          validate: () => undefined,
          mustMatchWhenDerived: false,
        },
      },
    },
  } as never);
  await lifecycle.register(adapter.getInstance() as never);
  await registerUploads(adapter.getInstance() as never);
  const application = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  application.enableShutdownHooks([]);
  await application.init();
  await (adapter.getInstance() as unknown as FastifyInstance).ready();
  lifecycle.ready({
    db: application.get(Db),
    directory: application.get<PortalDirectory>(PORTAL_DIRECTORY),
    previews: application.get<Previews>(PREVIEWS),
    authenticator: application.get<Authenticator>(AUTHENTICATOR),
  });
  log.debug('web.ready');
  return application;
}

export type { INestApplication };
