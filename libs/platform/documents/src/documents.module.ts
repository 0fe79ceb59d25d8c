import {
  type DynamicModule,
  Global,
  Inject,
  Injectable,
  Module,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { log } from '#platform/kernel';
import { PdfPrinter } from './pdf/pdf-printer.js';

/** Ends the browser with the application; it was started only if something was printed. */
@Injectable()
class PrinterKeeper implements OnApplicationShutdown {
  constructor(@Inject(PdfPrinter) private readonly printer: PdfPrinter) {}

  onApplicationShutdown(): Promise<void> {
    return this.printer.close();
  }
}

/** The one printer of a process. */
@Global()
@Module({})
export class DocumentsModule {
  static forRoot({ chromiumPath }: { chromiumPath: string | null }): DynamicModule {
    const options = {
      executablePath: chromiumPath ?? undefined,
      onRefused: () => log.warn('documents.refused'),
    };
    return {
      module: DocumentsModule,
      providers: [{ provide: PdfPrinter, useFactory: () => new PdfPrinter(options) }, PrinterKeeper],
      exports: [PdfPrinter],
    };
  }
}
