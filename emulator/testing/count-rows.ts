import type { FileFormat } from '../bigquery/file-format';
import { readFiles } from '../bigquery/read-files';
import { unpackFile } from '../bigquery/source-files';

type Format = FileFormat['sourceFormat'];

/** By what a name ends in, and before that in `.gz`. */
const ENDINGS: readonly [ending: RegExp, format: Format][] = [
  [/\.csv$/i, 'CSV'],
  [/\.(?:json|ndjson|jsonl)$/i, 'NEWLINE_DELIMITED_JSON'],
  [/\.avro$/i, 'AVRO'],
  [/\.parquet$/i, 'PARQUET'],
];

/** The rows that BigQuery would load from a file; the heading of a CSV is none. */
export async function countRows(bytes: Uint8Array, name: string): Promise<number> {
  const sourceFormat = ENDINGS.find(([ending]) => ending.test(name.replace(/\.gz$/i, '')))?.[1] ?? formatOf(bytes);
  const { files } = await readFiles([{ bytes }], { sourceFormat, maxBadRecords: 0, encoding: 'UTF-8', autodetect: true, parquet: {} }, { signal: new AbortController().signal });
  return files.reduce((sum, { rows }) => sum + rows.length, 0);
}

/** What a file is whose name does not tell, as those of an extract with a name of the user's own. */
function formatOf(bytes: Uint8Array): Format {
  const start = Buffer.from(unpackFile({ bytes })).subarray(0, 64).toString('latin1');
  if (start.startsWith('PAR1')) return 'PARQUET';
  if (start.startsWith('Obj\x01')) return 'AVRO';
  return /^(?:\xef\xbb\xbf)?\s*(?:\{|$)/.test(start) ? 'NEWLINE_DELIMITED_JSON' : 'CSV';
}
