/**
 * A value as an NDJSON extract prints it: INT64, NUMERIC, dates, times and BYTES as texts, FLOAT64 as a number
 * ("NaN", "Infinity" and "-Infinity" as texts), BOOL as a boolean, JSON as its JSON text, NULL as `null`.
 * A RECORD is a row of its own fields; a REPEATED field is a list of values, never `null`.
 */
export type Value = string | number | boolean | null | readonly Value[];

/** The values of one row, by the position of their fields in the schema. Never changed once made. */
export type Row = readonly Value[];

/** What became of one row of a file. */
export type RowResult = { readonly line: number; readonly row: Row } | { readonly line: number; readonly error: string };
