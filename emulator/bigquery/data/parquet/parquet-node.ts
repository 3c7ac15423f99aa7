import { FileFault } from '../file-table';

/** A node of a Parquet schema, as DuckDB's `parquet_schema` tells it. */
export interface ParquetNode {
  readonly name: string;
  /** The physical type; `undefined` for a group. */
  readonly physical: string | undefined;
  readonly repetition: 'REQUIRED' | 'OPTIONAL' | 'REPEATED';
  /** The older annotation, such as `UTF8` or `TIMESTAMP_MICROS`. */
  readonly converted: string | undefined;
  /** The newer one, such as `TimestampType(isAdjustedToUTC=1, …)`. */
  readonly logical: string | undefined;
  readonly precision: number;
  readonly scale: number;
  readonly children: readonly ParquetNode[];
}

/** The columns of `parquet_schema` in the order in which parseParquetNodes takes them. */
export const NODE_COLUMNS = 'name, type, repetition_type, num_children, converted_type, logical_type, precision, scale';

/** The top of the tree whose nodes stand in a row, each before its children. @throws FileFault for counts that do not fit */
export function parseParquetNodes(rows: readonly (readonly unknown[])[]): ParquetNode {
  let place = 0;
  const next = (depth: number): ParquetNode => {
    const row = rows[place++];
    if (!row || depth > MAX_DEPTH) throw new FileFault('The Parquet file has a schema that cannot be read.');
    const [name, type, repetition, count, converted, logical, precision, scale] = row;
    const children = Array.from({ length: Number(count ?? 0) }, () => next(depth + 1));
    return {
      name: String(name),
      physical: textOf(type),
      repetition: (textOf(repetition) ?? 'REQUIRED') as ParquetNode['repetition'],
      converted: textOf(converted),
      logical: textOf(logical),
      precision: Number(precision ?? 0),
      scale: Number(scale ?? 0),
      children,
    };
  };
  return next(0);
}

const MAX_DEPTH = 100;

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
