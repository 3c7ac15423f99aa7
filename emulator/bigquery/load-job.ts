import { hasCode } from '../../src/core/errors';
import type { TableResource, TableSchema } from '../../src/core/job-resource';
import type { Clock } from '../../src/core/ports/clock';
import type { ObjectStore } from '../../src/core/ports/object-store';
import { formatTable } from '../../src/core/table-ref';
import type { Row } from './data/row';
import { invalid } from './job-error';
import { openDestination, type Destination, type JobTables } from './job-tables';
import type { JobSuccess, JobWork } from './job-work';
import { parseLoad, type Load } from './load-configuration';
import { describePartitioning } from './partition-id';
import { incompatible, placeData } from './place-data';
import { readRows } from './read-rows';
import { schemaDifference } from './schema-difference';
import { readSourceFiles, type SourceFile } from './source-files';
import { arrangeRows, countBytes, fieldPosition } from './table-data';
import { parseTableResource } from './table-resource';

export interface LoadContext extends JobTables {
  readonly clock: Clock;
  readonly objects: ObjectStore;
}

/** @throws DispatchError INVALID_REQUEST or UNSUPPORTED where the configuration is refused */
export function createLoadJob(section: unknown, context: LoadContext): JobWork {
  const load = parseLoad(section);
  return {
    jobType: 'LOAD',
    async prepare() {
      openDestination(context, load);
      const files = await readSourceFiles(context.objects, load.sourceUris, load.encoding);
      return () => loadFiles(load, files, context);
    },
  };
}

function loadFiles(load: Load, files: readonly SourceFile[], context: LoadContext): JobSuccess {
  const destination = openDestination(context, load);
  const resource = resultOf(load, destination);
  const { schema = { fields: [] }, timePartitioning } = resource;
  const { rows, errors } = readInto(schema, load, files);
  const now = context.clock.now();
  const data = arrangeInto(destination, { rows, resource, now });
  const placed = placeData(destination, { data, from: timePartitioning, to: timePartitioning }, { truncate: truncates(load), now });
  context.catalog.setTable({ resource, data: placed });

  const inputFileBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const counts = { inputFiles: files.length, inputFileBytes, outputRows: rows.length, outputBytes: countBytes(data), badRecords: errors.length };
  const counted = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)]));
  return { statistics: { load: counted }, errors };
}

function truncates({ writeDisposition }: Load): boolean {
  return writeDisposition === 'WRITE_TRUNCATE';
}

/** A partition named outright takes all rows of a table that is partitioned by time of ingestion. */
function arrangeInto({ partition }: Destination, { rows, resource, now }: { rows: Row[]; resource: TableResource; now: Date }): ReturnType<typeof arrangeRows> {
  const { schema = { fields: [] }, timePartitioning } = resource;
  return arrangeRows(rows, { schema, timePartitioning: partition !== undefined && !timePartitioning?.field ? undefined : timePartitioning }, now);
}

/** What the destination is after the load, apart from its rows. @throws JobError invalid where the load does not fit the table */
function resultOf(load: Load, { ref, partition, table }: Destination): TableResource {
  const { schema, timePartitioning, clustering } = load;
  const standing = table?.resource;
  if (!schema && !standing?.schema) throw invalid('No schema specified on job or table.');
  if (!standing) return checked({ tableReference: ref, schema, timePartitioning, clustering });
  if (timePartitioning && describePartitioning(timePartitioning) !== describePartitioning(standing.timePartitioning)) {
    throw incompatible(standing.timePartitioning, timePartitioning);
  }
  if (!schema) return standing;
  if (!standing.schema || (truncates(load) && partition === undefined)) return checked({ ...standing, schema, ...(clustering && { clustering }) });
  const difference = schemaDifference(standing.schema, schema);
  if (difference) throw invalid(`Provided Schema does not match Table ${formatTable(ref)}. ${difference}.`);
  return standing;
}

function checked(resource: TableResource): TableResource {
  try {
    return parseTableResource(resource);
  } catch (error) {
    if (hasCode(error, 'INVALID_REQUEST')) throw invalid(error.message);
    throw error;
  }
}

/** Reads rows as the load's own schema has them, and gives them in the order of the table's. */
function readInto(schema: TableSchema, load: Load, files: readonly SourceFile[]): ReturnType<typeof readRows> {
  if (!load.schema || load.sourceFormat !== 'CSV') return readRows(files, schema, load);
  const given = load.schema;
  const read = readRows(files, given, load);
  const positions = schema.fields.map(({ name }) => fieldPosition(given, name));
  if (positions.every((position, index) => position === index)) return read;
  return { ...read, rows: read.rows.map((row) => positions.map((position) => row[position] ?? null)) };
}
