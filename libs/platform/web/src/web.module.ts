import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AccessGuard } from '#platform/access';
import { type Config, Vault } from '#platform/kernel';
import { AssetsController } from './assets.controller.js';
import { ChromeRegistry } from './chrome.js';
import { CONFIG } from './config-token.js';
import { Idempotency } from './idempotency.js';
import { Live, LIVE_URL } from './live.js';
import { OpenApiController } from './openapi/openapi.controller.js';
import { ProblemFilter } from './problem.filter.js';
import { Responder } from './responder.interceptor.js';
import { RouteCatalogue } from './route-catalogue.js';

/** The web layer of a process: the guard, the two doors, errors, live updates. */
@Global()
@Module({})
export class WebModule {
  static forRoot(options: { config: Config; liveUrl: string }): DynamicModule {
    return {
      module: WebModule,
      controllers: [AssetsController, OpenApiController],
      providers: [
        { provide: CONFIG, useValue: options.config },
        { provide: Vault, useValue: new Vault(options.config.masterKey, options.config.formerMasterKeys) },
        { provide: LIVE_URL, useValue: options.liveUrl },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: Responder },
        { provide: APP_FILTER, useClass: ProblemFilter },
        ChromeRegistry,
        Idempotency,
        RouteCatalogue,
        Live,
      ],
      exports: [CONFIG, Vault, ChromeRegistry, Live, RouteCatalogue],
    };
  }
}
