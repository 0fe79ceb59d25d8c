import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ClickLog } from './clicks/click-log.js';
import { ClickRetention } from './clicks/click-retention.js';
import { ClickSalts } from './clicks/click-salts.js';
import { Clicks } from './clicks/clicks.service.js';
import { LINKS_URL, LiveLinks } from './clicks/live-links.js';
import { FigureUploads } from './figures/figure-uploads.service.js';
import { FigureViews } from './figures/figure-views.service.js';
import { FigureQueries } from './figures/figures.queries.js';
import { Observations } from './figures/observations.service.js';
import { Observation, ReportDocument, ReportShare } from './measurement.entities.js';
import { ReportDocuments } from './reports/report-documents.service.js';
import { ReportExports } from './reports/report-exports.service.js';
import { ReportPrinting } from './reports/report-printing.js';
import { ReportQueries } from './reports/report.queries.js';
import { ReportShares } from './reports/report-shares.service.js';
import { Reports } from './reports/reports.service.js';
import { SharedReports } from './reports/shared-reports.service.js';

const services = [
  ClickRetention,
  Clicks,
  FigureUploads,
  FigureViews,
  Observations,
  ReportDocuments,
  ReportExports,
  ReportShares,
  Reports,
  SharedReports,
];

@Global()
@Module({})
export class MeasurementModule {
  /** `url` is where changed links are heard of. */
  static forRoot({ url }: { url: string }): DynamicModule {
    return {
      module: MeasurementModule,
      imports: [TypeOrmModule.forFeature([Observation, ReportDocument, ReportShare])],
      providers: [
        { provide: LINKS_URL, useValue: url },
        ClickLog,
        ClickSalts,
        LiveLinks,
        FigureQueries,
        ReportPrinting,
        ReportQueries,
        ...services,
      ],
      exports: services,
    };
  }
}
