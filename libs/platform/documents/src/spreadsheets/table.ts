/** What a cell may hold, by the type of its column; null and undefined leave it empty. */
interface CellValues {
  text: string;
  count: number | bigint;
  /** Minor units of the column's currency. */
  money: number | bigint;
  /** A ratio: 0.0139 is 1.39 %. */
  percent: number;
  /** A calendar day, `2026-03-31`. */
  date: string;
  /** A moment, written in UTC. */
  dateTime: Date;
}

type ColumnOf<Row, Type extends keyof CellValues> = {
  header: string;
  type: Type;
  value: (row: Row) => CellValues[Type] | null | undefined;
  /** Width in characters; guessed from type and header where it is missing. */
  width?: number;
} & (Type extends 'money' ? { currency: string | ((row: Row) => string) } : unknown);

/** One column, described once for both CSV and XLSX. */
export type Column<Row> = { [Type in keyof CellValues]: ColumnOf<Row, Type> }[keyof CellValues];

export interface Table<Row> {
  columns: readonly Column<Row>[];
  rows: Iterable<Row> | AsyncIterable<Row>;
}

export interface Sheet<Row> extends Table<Row> {
  name: string;
  dir?: 'ltr' | 'rtl';
}

export function currencyOf<Row>(column: ColumnOf<Row, 'money'>, row: Row): string {
  return typeof column.currency === 'string' ? column.currency : column.currency(row);
}
