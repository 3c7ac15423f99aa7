/** BigQuery's names of formats, by the extensions of files. */
const FORMATS = new Map([
  ['json', 'NEWLINE_DELIMITED_JSON'],
  ['jsonl', 'NEWLINE_DELIMITED_JSON'],
  ['ndjson', 'NEWLINE_DELIMITED_JSON'],
  ['csv', 'CSV'],
  ['avro', 'AVRO'],
  ['parquet', 'PARQUET'],
  ['orc', 'ORC'],
]);

/**
 * The format that a name says, `undefined` where it says none. The last extension counts, in the object's own name first:
 * `part-*.json.gz`, then `day.json/part-*`.
 */
export function formatOfName(name: string): string | undefined {
  const parts = name.toLowerCase().split(/[./]/).reverse();
  return parts.map((part) => FORMATS.get(part)).find((format) => format !== undefined);
}
