import { hasCode } from '../../src/core/errors';
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
  const { destinations, sourceTable } = extract;
  const { table, data } = openSource(context, sourceTable);
  const make = await fileMaker(table.resource.schema ?? { fields: [] }, extract);
  // Rows are dealt to the URIs by turns, each of which gets at least one file.
  const hands: Row[][] = destinations.map(() => []);
  let turn = 0;
  for (const row of rowsOf(data)) (hands[turn++ % hands.length] as Row[]).push(row);
  const shards = hands.map((rows) => make(rows, context.shardBytes));
  if (shards[0] && shards[0].length > 1 && !destinations[0]?.name.includes('*')) {
    throw invalid(`Table ${formatTable(sourceTable)} too large to be exported to a single file. Specify a uri including a * to shard export.`);
  }

  for (const url of destinations) await checkBucket(context.objects, url);
  for (const [index, url] of destinations.entries()) {
    for (const [number, file] of (shards[index] ?? []).entries()) {
      const bytes = await file();
      signal.throwIfAborted();
      await context.objects.write(shardUrl(url, number), bytes, { contentType: 'application/octet-stream' });
    }
  }
  const destinationUriFileCounts = shards.map(({ length }) => String(length));
  const inputBytes = String(countBytes(data));
  return () => ({ statistics: { totalBytesProcessed: inputBytes, extract: { destinationUriFileCounts, inputBytes } } });
}

async function checkBucket(objects: ObjectStore, url: GsUrl): Promise<void> {
  try {
    await objects.stat(shardUrl(url, 0));
  } catch (error) {
    throw hasCode(error, 'NOT_FOUND') ? uriNotFound(formatGsUrl(url)) : error;
  }
}
