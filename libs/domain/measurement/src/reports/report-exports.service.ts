import { Injectable } from '@nestjs/common';
import { type Column, type Sheet, writeCsv, writeXlsx } from '#platform/documents';
import { currentTenant } from '#platform/kernel';
import type { Look } from '#platform/themes';
import { Download } from '#platform/web';
import { TenantDirectory } from '#domain/tenants';
import type { PostView } from '../figures/figures.dto.js';
import { METRICS } from '../figures/metrics.js';
import type { FigureView, Report, ReportSearch } from './report.dto.js';
import { Reports } from './reports.service.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Day = Report['clicks']['days'][number];
type Creator = Report['creators'][number];

/** A report to go on working with. The posts' CSV comes back in as it went out, with figures filled in. */
@Injectable()
export class ReportExports {
  constructor(
    private readonly reports: Reports,
    private readonly tenants: TenantDirectory,
  ) {}

  async csv(campaignId: string, search: ReportSearch): Promise<Download> {
    const report = await this.reports.checked(campaignId, search);
    const look = this.look();
    const body = writeCsv({ columns: postColumns(look), rows: report.posts }, { locale: look.locale });
    return new Download(body, 'text/csv; charset=utf-8', this.fileName(report, look, 'csv'));
  }

  async xlsx(campaignId: string, search: ReportSearch): Promise<Download> {
    const report = await this.reports.checked(campaignId, search);
    const look = this.look();
    const dir = look.direction;
    const sheets = [
      {
        name: look.text('results.summary'),
        dir,
        columns: figureColumns(look),
        rows: [...report.headline, ...report.cost],
      },
      { name: look.text('results.posts'), dir, columns: postColumns(look), rows: report.posts },
      {
        name: look.text('results.creators'),
        dir,
        columns: creatorColumns(report, look),
        rows: report.creators,
      },
      { name: look.text('results.charts.clicks'), dir, columns: dayColumns(look), rows: report.clicks.days },
    ] as readonly Sheet<unknown>[];
    const body = await writeXlsx(sheets, {
      title: `${report.name} – ${look.text('results.title')}`,
      author: this.tenants.current.name,
      createdAt: new Date(report.asOf),
    });
    return new Download(body, XLSX, this.fileName(report, look, 'xlsx'), { bytes: body.length });
  }

  private look(): Look {
    return this.tenants.lookOf(currentTenant());
  }

  private fileName({ name, asOf }: Report, look: Look, ending: string): string {
    return `${name} – ${look.text('results.title')} ${asOf.slice(0, 10)}.${ending}`;
  }
}

function postColumns(look: Look): Column<PostView>[] {
  const head = (name: string) => look.text(`results.columns.${name}`);
  return [
    { header: head('name'), type: 'text', value: (post) => post.influencerName },
    { header: head('platform'), type: 'text', value: (post) => post.platform },
    { header: head('format'), type: 'text', value: (post) => post.format },
    { header: head('state'), type: 'text', value: (post) => look.text(`content.states.${post.state}`) },
    { header: head('url'), type: 'text', value: (post) => post.postUrl },
    ...METRICS.map((metric): Column<PostView> => ({
      header: head(metric),
      type: 'count',
      value: (post) => post.figures[metric]?.value,
    })),
    {
      header: head('hidden'),
      type: 'text',
      value: (post) => METRICS.filter((metric) => post.figures[metric]?.hidden).join(' '),
    },
    { header: look.text('formulas.engagements.name'), type: 'count', value: (post) => post.engagements },
    { header: look.text('formulas.er_views.name'), type: 'percent', value: (post) => points(post.erViews) },
    { header: head('day'), type: 'date', value: (post) => lastDay(post) },
    { header: head('id'), type: 'text', value: (post) => post.id, width: 38 },
  ];
}

function creatorColumns(report: Report, look: Look): Column<Creator>[] {
  const head = (name: string) => look.text(`results.columns.${name}`);
  const ids = report.creators[0]?.figures.map(({ id }) => id) ?? [];
  const figure = (creator: Creator, id: FigureView['id']) => creator.figures.find((found) => found.id === id);
  return [
    { header: head('name'), type: 'text', value: (creator) => creator.name },
    { header: head('platform'), type: 'text', value: (creator) => creator.platform },
    { header: head('posts'), type: 'count', value: (creator) => creator.posts },
    { header: head('clicks'), type: 'count', value: (creator) => creator.clicks },
    ...ids.map((id): Column<Creator> => {
      const header = look.text(`formulas.${id}.name`);
      const unit = report.creators[0]?.figures.find((found) => found.id === id)?.unit;
      if (unit === 'money')
        return {
          header,
          type: 'money',
          currency: report.currency,
          value: (creator) => whole(figure(creator, id)?.value),
        };
      if (unit === 'percent')
        return { header, type: 'percent', value: (creator) => points(figure(creator, id)?.value ?? null) };
      return { header, type: 'count', value: (creator) => figure(creator, id)?.value };
    }),
  ];
}

function figureColumns(look: Look): Column<FigureView>[] {
  return [
    {
      header: look.text('results.columns.figure'),
      type: 'text',
      value: ({ id }) => look.text(`formulas.${id}.name`),
    },
    { header: look.text('results.columns.value'), type: 'text', value: (figure) => written(figure, look) },
    {
      header: look.text('results.columns.formula'),
      type: 'text',
      value: ({ id }) => look.text(`formulas.${id}.text`),
      width: 70,
    },
    { header: look.text('results.columns.version'), type: 'count', value: ({ version }) => version },
  ];
}

function dayColumns(look: Look): Column<Day>[] {
  return [
    { header: look.text('results.columns.day'), type: 'date', value: ({ day }) => day },
    { header: look.text('results.valid'), type: 'count', value: ({ valid }) => valid },
    { header: look.text('results.invalid'), type: 'count', value: ({ invalid }) => invalid },
  ];
}

/** Figures of several units in one column, as people write them. */
function written({ unit, value, currency }: FigureView, look: Look): string {
  if (value === null) return look.text('notKnown');
  const number = (options: Intl.NumberFormatOptions, amount = value) =>
    new Intl.NumberFormat(look.locale, options).format(amount);
  if (unit === 'percent') return number({ style: 'percent', maximumFractionDigits: 2 }, value / 100);
  if (unit === 'money' && currency) {
    const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat('en', {
      style: 'currency',
      currency,
    }).resolvedOptions();
    const most = Math.abs(value) < 100 ? digits + 2 : digits;
    return number({ style: 'currency', currency, maximumFractionDigits: most }, value / 10 ** digits);
  }
  return number({ maximumFractionDigits: 2 });
}

function points(value: number | null): number | null {
  return value === null ? null : value / 100;
}

function whole(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : Math.round(value);
}

function lastDay({ figures }: PostView): string | null {
  return (
    Object.values(figures)
      .map(({ capturedAt }) => capturedAt.slice(0, 10))
      .sort()
      .at(-1) ?? null
  );
}
