import { type DynamicModule, Global, Module, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource, TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Db } from './db.js';
import { type DatabaseUrls, guardPool, PLATFORM, sourceOptions } from './sources.js';

export interface DatabaseOptions {
  readonly urls: DatabaseUrls;
  readonly poolSize: number;
  /** 5 s for the web, 60 s for the job runner. */
  readonly statementTimeoutMs?: number;
  /** 2 s where nothing is said. */
  readonly poolWaitMs?: number;
}

/** The two pools of a running process and `Db`, the only way to them. */
@Global()
@Module({})
export class DatabaseModule implements OnModuleInit {
  constructor(
    @InjectDataSource() private readonly runtime: DataSource,
    @InjectDataSource(PLATFORM) private readonly platform: DataSource,
  ) {}

  static forRoot(options: DatabaseOptions): DynamicModule {
    const web = options.statementTimeoutMs ?? 5_000;
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRoot({
          ...sourceOptions(options.urls.runtime, options.poolSize, web, options.poolWaitMs),
          autoLoadEntities: true,
          retryAttempts: 0,
        }),
        TypeOrmModule.forRoot({
          ...sourceOptions(
            options.urls.platform,
            Math.max(2, Math.floor(options.poolSize / 3)),
            60_000,
            options.poolWaitMs,
          ),
          name: PLATFORM,
          retryAttempts: 0,
        }),
      ],
      providers: [Db],
      exports: [Db],
    };
  }

  onModuleInit(): void {
    guardPool(this.runtime);
    guardPool(this.platform);
  }
}
