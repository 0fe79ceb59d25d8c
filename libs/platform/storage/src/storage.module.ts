import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DiskStorage } from './disk-storage.js';
import { FileEntity } from './file.entity.js';
import { Files } from './files.js';

@Global()
@Module({})
export class StorageModule {
  static forRoot({ dataDir }: { dataDir: string }): DynamicModule {
    return {
      module: StorageModule,
      imports: [TypeOrmModule.forFeature([FileEntity])],
      providers: [{ provide: DiskStorage, useFactory: () => new DiskStorage(dataDir) }, Files],
      exports: [DiskStorage, Files],
    };
  }
}
