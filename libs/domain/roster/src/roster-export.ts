import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { Files } from '#platform/storage';
import { streamOf } from './context-lines.js';
import {
  type ExportLine,
  type FigureLine,
  harmless,
  ImportQueries,
  ROSTER_COLUMNS,
} from './imports.queries.js';
import {
  createNormaliser,
  type ColumnMapping,
  isFigureField,
  openRosterFile,
  type RosterCreator,
  rosterKey,
  type RosterMapping,
  type RosterRow,
  type RosterSource,
  toCsvLine,
  toPlainRow,
} from './reading/index.js';
import { RosterImport } from './roster-import.entity.js';

const CHUNK_ROWS = 1_000;

/** Lists as they came out of an import. */
@Injectable()
export class RosterExport {
  constructor(
    private readonly db: Db,
    private readonly files: Files,
    private readonly queries: ImportQueries,
  ) {}

  /**
   * An imported list in its own columns, with plain figures. Each figure is the one that the roster holds now; where
   * that is what the list said, it is spelled as in the list (`1.0` stays `1.0`). Rows that were refused are not in it.
   */
  async ofImport({ fileId, filename, mapping }: RosterImport): Promise<Readable> {
    if (fileId === null) return Readable.from([toCsvLine(mapping.columns.map((column) => column.header))]);
    const { stream } = await this.files.open(fileId);
    return streamOf(this.lines({ stream, filename }, mapping));
  }

  /** The whole roster, a channel a line, in columns that an import understands again. */
  ofRoster(): Readable {
    return streamOf(this.rosterLines());
  }

  private async *rosterLines(): AsyncGenerator<string> {
    yield toCsvLine(ROSTER_COLUMNS);
    let after: string | null = null;
    do {
      const position: string | null = after;
      const lines: ExportLine[] = await this.db.transaction(
        () => this.queries.exportPage(position, CHUNK_ROWS),
        { readOnly: true },
      );
      yield lines.map(({ id: _id, cells }) => toCsvLine(cells.map(harmless))).join('');
      after = lines.length === CHUNK_ROWS ? (lines.at(-1)?.id ?? null) : null;
    } while (after !== null);
  }

  async *lines(source: RosterSource, mapping: RosterMapping): AsyncGenerator<string> {
    const file = await openRosterFile(source);
    const normalise = createNormaliser(mapping);
    yield toCsvLine(mapping.columns.map((column) => column.header));
    let chunk: { row: RosterRow; creator: RosterCreator }[] = [];
    for await (const row of file) {
      const read = normalise(row);
      if (!read.ok) continue;
      chunk.push({ row, creator: { ...read.creator } });
      if (chunk.length < CHUNK_ROWS) continue;
      yield await this.chunk(chunk, mapping);
      chunk = [];
    }
    if (chunk.length > 0) yield await this.chunk(chunk, mapping);
  }

  private async chunk(
    rows: readonly { row: RosterRow; creator: RosterCreator }[],
    mapping: RosterMapping,
  ): Promise<string> {
    const held = await this.db.transaction(
      () =>
        this.queries.figuresOf(
          rows.map(({ creator }) => creator.platform),
          rows.map(({ creator }) => creator.handleNorm),
        ),
      { readOnly: true },
    );
    const byKey = new Map(held.map((line) => [`${line.platform}:${line.handle_norm}`, line]));
    return rows
      .map(({ row, creator }) => {
        const plain = toPlainRow(row.cells, mapping);
        const line = byKey.get(rosterKey(creator));
        return toCsvLine(mapping.columns.map((column, at) => cell(column, plain[at] ?? '', creator, line)));
      })
      .join('');
  }
}

/** The roster's figure; what the list said in its own spelling, if that is the same. */
function cell(
  { field }: ColumnMapping,
  plain: string,
  creator: RosterCreator,
  held: FigureLine | undefined,
): string {
  if (!isFigureField(field) || !held) return plain;
  const key = field === 'engagementRate' ? 'engagementRatePpm' : field;
  const said = creator[key as keyof RosterCreator];
  const holds = held[key] as number | null;
  if (said === holds) return plain;
  if (holds === null) return '';
  return field === 'engagementRate' ? String(holds / 10_000) : String(holds);
}
