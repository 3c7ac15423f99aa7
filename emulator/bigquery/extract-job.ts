import { hasCode } from '../../src/core/errors';
import type { TableSchema } from '../../src/core/job-resource';
import { formatGsUrl, type GsUrl } from '../../src/core/gs-url';
import type { ObjectStore } from '../../src/core/ports/object-store';
import { formatTable } from '../../src/core/table-ref';
import type { Row } from './data/row';
import { parseExtract, type Extract } from './extract-configuration';
import { fileMaker } from './extract-files';
import { invalid, uriNotFound } from './job-error';
import { openSource, type JobTables } from './job-tables';
import type { JobSuccess, JobWork } from './job-work';
import { shardUrl } from './shards';
import { countBytes, rowsOf } from './table-data';

export interface ExtractContext extends JobTables {
  readonly objects: ObjectStore;
  /** The size from which on a new file is begun. */
  readonly shardBytes: number;
}

/** @throws DispatchError INVALID_REQUEST or UNSUPPORTED where the configuration is refused */
export function createExtractJob(section: unknown, context: ExtractContext): JobWork {
  const extract = parseExtract(section);
  return { jobType: 'EXTRACT', prepare: ({ signal }) => extractTable(extract, context, signal) };
}

async function extractTable(extract: Extract, context: ExtractContext, signal: AbortSignal): Promise<() => JobSuccess> {
  const { table, data } = openSource(context, extract.sourceTable);
  const { schema = { fields: [] } } = table.resource;
  const destinationUriFileCounts = await writeExtract({ schema, rows: rowsOf(data) }, extract, { ...context, signal });
  const inputBytes = String(countBytes(data));
  return () => ({ statistics: { totalBytesProcessed: inputBytes, extract: { destinationUriFileCounts, inputBytes } } });
}

/**
 * Writes rows to the files of an extract.
 * @returns how many files each URI got, int64s as strings
 * @throws JobError invalid or notFound
 */
export async function writeExtract({ schema, rows }: { schema: TableSchema; rows: Iterable<Row> }, extract: Extract, context: ExtractContext & { signal: AbortSignal }): Promise<string[]> {
  const { destinations, sourceTable } = extract;
  const { objects, shardBytes, signal } = context;
  const make = await fileMaker(schema, extract);
  // Rows are dealt to the URIs by turns, each of which gets at least one file.
  const hands: Row[][] = destinations.map(() => []);
  let turn = 0;
  for (const row of rows) (hands[turn++ % hands.length] as Row[]).push(row);
  const shards = hands.map((hand) => make(hand, shardBytes));
  if (shards[0] && shards[0].length > 1 && !destinations[0]?.name.includes('*')) {
    throw invalid(`Table ${formatTable(sourceTable)} too large to be exported to a single file. Specify a uri including a * to shard export.`);
  }

  for (const url of destinations) await checkBucket(objects, url);
  for (const [index, url] of destinations.entries()) {
    for (const [number, file] of (shards[index] ?? []).entries()) {
      const bytes = await file();
      signal.throwIfAborted();
      await objects.write(shardUrl(url, number), bytes, { contentType: 'application/octet-stream' });
    }
  }
  return shards.map(({ length }) => String(length));
}

async function checkBucket(objects: ObjectStore, url: GsUrl): Promise<void> {
  try {
    await objects.stat(shardUrl(url, 0));
  } catch (error) {
    throw hasCode(error, 'NOT_FOUND') ? uriNotFound(formatGsUrl(url)) : error;
  }
}
