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
  type Remark,
  RosterExport,
} from '#domain/roster';
import { TenantDirectory } from '#domain/tenants';
import { withApplication } from './application.js';
import { printJson, readArguments } from './arguments.js';

const OPTIONS = {
  label: { type: 'string' },
  platform: { type: 'string' },
  sheet: { type: 'string' },
  export: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

const USAGE =
  'usage: roster import FILE --label KEY [--platform P] [--sheet NAME] [--dry-run] [--export FILE] [--json]\n' +
  `platforms: ${PLATFORMS.join(', ')}\n`;

/**
 * `roster import FILE --label KEY`: 0 when the list is in, even if rows of it were refused; 1 when it could not be read,
 * and then nothing was changed; 2 when it was asked wrongly.
 */
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
          sheet: values.sheet ?? null,
          dryRun: values['dry-run'],
          exportTo: values.export ?? null,
          quiet: json,
        }),
      ),
    );
    const figures = answer(label, path, values['dry-run'], result, (performance.now() - started) / 1000);
    if (json) printJson(figures);
    else process.stdout.write(report(figures));
    return 0;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const message = faultOf(error);
    process.stderr.write(`${path}: ${message}\n`);
    if (json) printJson({ label, file: basename(path), error: { code: error.code, message } });
    return 1;
  }
}

/** What is wrong, for an operator. */
const FAULTS: Readonly<Record<string, string>> = {
  roster_file_not_found: 'there is no such file',
  roster_file_empty: 'the file is empty',
  roster_file_no_rows: 'the list has column names and no rows below them',
  roster_file_is_old_excel: 'an Excel workbook of the old kind (.xls); save it as .xlsx or CSV',
  roster_workbook_too_large: 'the workbook is too large; save its sheet as CSV',
  roster_workbook_too_wide: 'the workbook has cells far to the right of the list; delete them',
  roster_workbook_broken: 'the workbook cannot be opened',
  roster_handle_not_mapped:
    'no list of influencers: no column holds handles, addresses of profiles, or names with followers',
};

function faultOf({ code, params }: DomainError): string {
  if (code === 'roster_file_not_a_list')
    return `not a list, but ${String(params.found)}; save it as CSV or XLSX`;
  if (code === 'roster_sheet_not_found')
    return `there is no sheet ${String(params.sheet)}; there are ${(params.sheets as readonly string[]).join(', ')}`;
  if (code === 'label_not_found') {
    const labels = params.labels as readonly string[];
    return labels.length > 0
      ? `there is no label ${String(params.label)}; there are ${labels.join(', ')}`
      : `there is no label ${String(params.label)}, nor any other yet: run \`tenants apply tenants.example.json\` first`;
  }
  return FAULTS[code] ?? `${code} ${JSON.stringify(params)}`;
}

interface Wish {
  readonly platform: Platform | null;
  readonly sheet: string | null;
  readonly dryRun: boolean;
  readonly exportTo: string | null;
  readonly quiet: boolean;
}

async function importList(
  application: INestApplicationContext,
  path: string,
  { platform, sheet, dryRun, exportTo, quiet }: Wish,
): Promise<ListImportResult> {
  const result = await application.get(ListImport).run(
    { path },
    {
      dryRun,
      ...(platform && { platform }),
      ...(sheet !== null && { sheet }),
      ...(!quiet && process.stderr.isTTY && { onProgress: showProgress }),
    },
  );
  if (exportTo !== null) {
    const lines = application.get(RosterExport).lines({ path }, result.mapping);
    await pipeline(Readable.from(lines), createWriteStream(exportTo));
  }
  return result;
}

/** An error names this many of the labels that there are. */
const NAMED_LABELS = 20;

function labelId(application: INestApplicationContext, key: string): string {
  const directory = application.get(TenantDirectory);
  try {
    return directory.idOf(key);
  } catch {
    const labels = directory.all().slice(0, NAMED_LABELS);
    throw new DomainError('notFound', 'label_not_found', {
      label: key,
      labels: labels.map((id) => directory.spec(id).key),
    });
  }
}

function showProgress(rows: number, doneBytes: number, totalBytes: number | null): void {
  const share = totalBytes ? ` ${Math.min(100, Math.round((doneBytes / totalBytes) * 100))} %` : '';
  process.stderr.write(`\r${rows} rows${share} `);
}

/** Of refused rows each fault is told; a double by a name, which went nowhere either, stands apart. */
function answer(label: string, path: string, dryRun: boolean, result: ListImportResult, seconds: number) {
  const { platform, mapping, rows, created, updated, duplicates, rejected, remarks } = result;
  const told = (kind: Remark['kind']) =>
    remarks
      .filter((remark) => remark.kind === kind)
      .map(({ row, column, value, reason, message }) => ({ row, column, value, reason, message }));
  return {
    label,
    file: basename(path),
    dryRun,
    platform,
    rows,
    created,
    updated,
    duplicates,
    rejected,
    rejections: told('rejected'),
    doubles: told('duplicate'),
    columns: mapping.columns.map(({ header, field, platform: of }) => ({
      header,
      field,
      ...(of && { platform: of }),
    })),
    doubts: mapping.doubts,
    seconds: Math.round(seconds * 1000) / 1000,
  };
}

/** More rows than a terminal should scroll by; `--json` tells of all. */
const SHOWN_ROWS = 40;

function report(figures: ReturnType<typeof answer>): string {
  const { file, label, platform, rows, created, updated, duplicates, rejected, seconds } = figures;
  const told = [...figures.rejections, ...figures.doubles].toSorted((a, b) => a.row - b.row);
  const lines = told
    .slice(0, SHOWN_ROWS)
    .map(
      ({ row, column, value, message }) =>
        `  row ${row}${column ? `, ${column}` : ''}: ${JSON.stringify(value)} ${message}`,
    );
  if (told.length > SHOWN_ROWS) lines.push(`  … and ${told.length - SHOWN_ROWS} more; --json tells of all`);
  return [
    `${file} → ${label} (${platform})${figures.dryRun ? ', dry run: nothing was kept' : ''}`,
    `${rows} rows: ${created} created, ${updated} updated, ${duplicates} duplicates, ${rejected} rejected in ${seconds.toFixed(1)} s`,
    ...lines,
    '',
  ].join('\n');
}
