import { safeMinor } from '#platform/kernel';
import type { ColumnOptions } from 'typeorm';

/** A bigint column of minor units, read as a number while that is exact and refused beyond. */
export const minorColumn: ColumnOptions = {
  type: 'bigint',
  transformer: {
    from: (value: string | number | null) => (value === null ? null : safeMinor(value)),
    to: (value: number | bigint | null | undefined) => value,
  },
};
