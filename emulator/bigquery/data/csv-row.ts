import type { Column } from './column';
import { RowError } from './row-error';
import type { Row, Value } from './row';
import { coerceText } from './values';

/** How the fields of a record become the values of a row. */
export interface CsvRowSettings {
  readonly nullMarker: string | undefined;
  /** Texts that stand for NULL in columns of any type, the empty one perhaps among them. */
  readonly nullMarkers?: readonly string[];
  readonly allowJaggedRows: boolean;
  readonly ignoreUnknownValues: boolean;
}

/** The columns that a CSV file is read into, and where in the file the record starts, in bytes. */
interface CsvTarget {
  readonly columns: readonly Column[];
  readonly settings: CsvRowSettings;
  readonly position: () => number;
}

/** What BigQuery's messages about CSV call a type, where it is not its canonical name. */
const CSV_TYPE_WORDS: Readonly<Record<string, string>> = { FLOAT64: 'DOUBLE' };

/**
 * The row that a record's fields stand for; an empty field without quotes comes as `null`.
 * @throws RowError if it does not fit the columns.
 */
export function rowFromCsv(fields: readonly (string | null)[], target: CsvTarget): Row {
  const { columns, settings } = target;
  if (fields.length > columns.length && !settings.ignoreUnknownValues) {
    throw new RowError(`Too many values in row starting at position: ${target.position()}.`);
  }
  if (fields.length < columns.length && !settings.allowJaggedRows) {
    throw new RowError(
      `CSV table references column position ${columns.length - 1}, but line starting at position:${target.position()} contains only ${fields.length} columns.`,
    );
  }
  return columns.map((column, index) => {
    const value = index < fields.length ? readField(fields[index]!, column, target) : null;
    if (value === null && column.required) {
      throw new RowError(`Required column value for column index: ${index} is missing in row starting at position: ${target.position()}`);
    }
    return value;
  });
}

function readField(field: string | null, column: Column, target: CsvTarget): Value {
  const { nullMarker, nullMarkers = nullMarker === undefined ? undefined : [nullMarker] } = target.settings;
  if (field === null && !nullMarkers) return null;
  const text = field ?? '';
  if (nullMarkers?.includes(text)) return null;
  const scalar = column.scalar!;
  if (text === '') {
    if (scalar === 'STRING' || scalar === 'BYTES') return '';
    if (!nullMarkers) return null;
  }
  const value = coerceText(scalar, text);
  if (value !== undefined) return value;
  const place = `(position ${target.columns.indexOf(column)}) starting at location ${target.position()}`;
  throw new RowError(`Could not parse '${text}' as ${CSV_TYPE_WORDS[scalar] ?? scalar} for field ${column.path} ${place} with message 'Unable to parse'`);
}
