import { basename } from 'node:path';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { type Config, DomainError, runForTenant, systemActor } from '#platform/kernel';
import {
  ListImport,
  type ListImportResult,
  type Platform,
  platformNamed,
  PLATFORMS,
  RosterExport,
} from '#domain/roster';
import { TenantDirectory } from '#domain/tenants';
import { withApplication } from './application.js';
import { printJson, readArguments } from './arguments.js';

const OPTIONS = {
  label: { type: 'string' },
  platform: { type: 'string' },
  export: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

const USAGE =
  'usage: roster import FILE --label KEY [--platform P] [--dry-run] [--export FILE] [--json]\n' +
  `platforms: ${PLATFORMS.join(', ')}\n`;

/** `roster import FILE --label KEY`: 0 when the list is in, even if rows of it were refused; 1 when it could not be read. */
export async function rosterImport(args: readonly string[], config: Config): Promise<number> {
  const { values, positionals } = readArguments(args, OPTIONS);
  const [path] = positionals;
  const { label, json } = values;
  const platform = values.platform === undefined ? null : platformNamed(values.platform);
  if (
    path === undefined ||
    positionals.length > 1 ||
    label === undefined ||
    (values.platform !== undefined && !platform)
  ) {
    process.stderr.write(USAGE);
    return 2;
  }
  const started = performance.now();
  try {
    const result = await withApplication(config, (application) =>
      runForTenant(labelId(application, label), systemActor, () =>
        importList(application, path, {
          platform,
          dryRun: values['dry-run'],
          exportTo: values.export ?? null,
          quiet: json,
        }),
      ),
    );
    const figures = answer(label, path, result, (performance.now() - started) / 1000);
    if (json) printJson(figures);
    else process.stdout.write(report(figures, values['dry-run']));
    return 0;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    process.stderr.write(`${path}: ${error.code} ${JSON.stringify(error.params)}\n`);
    return 1;
  }
}

interface Wish {
  readonly platform: Platform | null;
  readonly dryRun: boolean;
  readonly exportTo: string | null;
  readonly quiet: boolean;
}

async function importList(
  application: INestApplicationContext,
  path: string,
  { platform, dryRun, exportTo, quiet }: Wish,
): Promise<ListImportResult> {
  const result = await application.get(ListImport).run(
    { path },
    {
      dryRun,
      ...(platform && { platform }),
      ...(!quiet && process.stderr.isTTY && { onProgress: showProgress }),
    },
  );
  if (exportTo !== null) {
    const lines = application.get(RosterExport).lines({ path }, result.mapping);
    await pipeline(Readable.from(lines), createWriteStream(exportTo));
  }
  return result;
}

function labelId(application: INestApplicationContext, key: string): string {
  try {
    return application.get(TenantDirectory).idOf(key);
  } catch {
    throw new DomainError('notFound', 'label_not_found', { label: key });
  }
}

function showProgress(rows: number, doneBytes: number, totalBytes: number | null): void {
  const share = totalBytes ? ` ${Math.min(100, Math.round((doneBytes / totalBytes) * 100))} %` : '';
  process.stderr.write(`\r${rows} rows${share} `);
}

function answer(label: string, path: string, result: ListImportResult, seconds: number) {
  const { platform, rows, created, updated, duplicates, rejected, remarks } = result;
  return {
    label,
    file: basename(path),
    platform,
    rows,
    created,
    updated,
    duplicates,
    rejected,
    rejections: remarks,
    seconds: Math.round(seconds * 1000) / 1000,
  };
}

function report(figures: ReturnType<typeof answer>, dryRun: boolean): string {
  const { file, label, platform, rows, created, updated, duplicates, rejected, rejections, seconds } =
    figures;
  const lines = rejections.map(
    ({ row, column, value, message }) =>
      `  row ${row}${column ? `, ${column}` : ''}: ${JSON.stringify(value)} ${message}`,
  );
  return [
    `${file} → ${label} (${platform})${dryRun ? ', dry run: nothing was kept' : ''}`,
    `${rows} rows: ${created} created, ${updated} updated, ${duplicates} duplicates, ${rejected} rejected in ${seconds.toFixed(1)} s`,
    ...lines,
    '',
  ].join('\n');
}
