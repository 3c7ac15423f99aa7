import { DispatchError } from '../../src/core/errors';
import type { FileFormat } from '../bigquery/file-format';
import { readFiles } from '../bigquery/read-files';

/** By what a name ends in, and before that in `.gz`. */
const FORMATS: readonly [ending: RegExp, format: FileFormat['sourceFormat']][] = [
  [/\.csv$/i, 'CSV'],
  [/\.(?:json|ndjson|jsonl)$/i, 'NEWLINE_DELIMITED_JSON'],
  [/\.avro$/i, 'AVRO'],
  [/\.parquet$/i, 'PARQUET'],
];

/**
 * The rows that BigQuery would load from a file; the heading of a CSV is none.
 * @throws DispatchError USAGE for a name that tells no format
 */
export async function countRows(bytes: Uint8Array, name: string): Promise<number> {
  const sourceFormat = FORMATS.find(([ending]) => ending.test(name.replace(/\.gz$/i, '')))?.[1];
  if (!sourceFormat) throw new DispatchError('USAGE', `${name} tells no format of rows`, { hint: 'Its name may end in .csv, .json, .ndjson, .jsonl, .avro or .parquet, and .gz.' });
  const { files } = await readFiles([{ bytes }], { sourceFormat, maxBadRecords: 0, encoding: 'UTF-8', autodetect: true, parquet: {} }, { signal: new AbortController().signal });
  return files.reduce((sum, { rows }) => sum + rows.length, 0);
}
