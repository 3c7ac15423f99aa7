import { gzipSync } from 'node:zlib';
import { hasCode } from '../../src/core/errors';
import { formatGsUrl, type GsUrl } from '../../src/core/gs-url';
import type { TableSchema } from '../../src/core/job-resource';
import type { ObjectStore } from '../../src/core/ports/object-store';
import { formatTable } from '../../src/core/table-ref';
import { formatCsvHeader, formatCsvRow } from './data/csv';
import { formatNdjsonRow } from './data/ndjson';
import type { Row } from './data/row';
import { parseExtract, type Extract } from './extract-configuration';
import { invalid, uriNotFound } from './job-error';
import { openSource, type JobTables } from './job-tables';
import type { JobSuccess, JobWork } from './job-work';
import { cutShards, shardUrl } from './shards';
import { countBytes, rowsOf } from './table-data';

export interface ExtractContext extends JobTables {
  readonly objects: ObjectStore;
  /** The size from which on a new file is begun. */
  readonly shardBytes: number;
}

/** @throws DispatchError INVALID_REQUEST or UNSUPPORTED where the configuration is refused */
export function createExtractJob(section: unknown, context: ExtractContext): JobWork {
  const extract = parseExtract(section);
  return { jobType: 'EXTRACT', prepare: () => extractTable(extract, context) };
}

async function extractTable(extract: Extract, context: ExtractContext): Promise<() => JobSuccess> {
  const { destinations } = extract;
  const { table, data } = openSource(context, extract.sourceTable);
  const { schema = { fields: [] } } = table.resource;
  if (extract.format === 'CSV') checkFlat(schema);
  // Rows are dealt to the URIs by turns, each of which gets at least one file.
  const hands: Row[][] = destinations.map(() => []);
  let turn = 0;
  for (const row of rowsOf(data)) (hands[turn++ % hands.length] as Row[]).push(row);
  const shards = hands.map((rows) => cutShards(linesOf(rows, schema, extract), { header: headerOf(schema, extract), shardBytes: context.shardBytes }));
  if (shards[0] && shards[0].length > 1 && !destinations[0]?.name.includes('*')) {
    throw invalid(`Table ${formatTable(extract.sourceTable)} too large to be exported to a single file. Specify a uri including a * to shard export.`);
  }

  for (const url of destinations) await checkBucket(context.objects, url);
  for (const [index, url] of destinations.entries()) {
    for (const [number, { text }] of (shards[index] ?? []).entries()) {
      await context.objects.write(shardUrl(url, number), encode(text, extract), { contentType: 'application/octet-stream' });
    }
  }
  const destinationUriFileCounts = shards.map(({ length }) => String(length));
  return () => ({ statistics: { extract: { destinationUriFileCounts, inputBytes: String(countBytes(data)) } } });
}

function checkFlat({ fields }: TableSchema): void {
  const nested = fields.find(({ type, mode }) => /^(RECORD|STRUCT)$/i.test(type) || /^REPEATED$/i.test(mode ?? ''));
  if (nested) throw invalid(`Operation cannot be performed on a nested schema. Field: ${nested.name}`);
}

function headerOf(schema: TableSchema, { format, printHeader, fieldDelimiter }: Extract): string {
  return format === 'CSV' && printHeader ? `${formatCsvHeader(schema, fieldDelimiter)}\n` : '';
}

function* linesOf(rows: readonly Row[], schema: TableSchema, { format, fieldDelimiter }: Extract): Iterable<string> {
  for (const row of rows) yield `${format === 'CSV' ? formatCsvRow(row, schema, fieldDelimiter) : formatNdjsonRow(row, schema)}\n`;
}

async function checkBucket(objects: ObjectStore, url: GsUrl): Promise<void> {
  try {
    await objects.stat(shardUrl(url, 0));
  } catch (error) {
    throw hasCode(error, 'NOT_FOUND') ? uriNotFound(formatGsUrl(url)) : error;
  }
}

function encode(text: string, { gzip }: Extract): Uint8Array {
  if (!gzip) return Buffer.from(text);
  const bytes = gzipSync(text);
  bytes[9] = 0xff; // the operating system, which would make the bytes differ from one to the next
  return bytes;
}
