import type { TableResource, TableSchema } from '../../src/core/job-resource';
import type { Clock } from '../../src/core/ports/clock';
import type { FileTable } from './data/file-table';
import { fitRows } from './data/fit-rows';
import type { Row } from './data/row';
import { fieldMode } from './data/schema';
import { invalid } from './job-error';
import { openDestination, type Destination, type DestinationRequest, type JobTables } from './job-tables';
import { describePartitioning } from './partition-id';
import { incompatible, placeData } from './place-data';
import { checkRangePartitioning } from './range-partition';
import { updateSchema } from './schema-update';
import { arrangeRows } from './table-data';
import { parseTableResource } from './table-resource';

/** Where the rows of a query go. */
export interface ResultDestination extends DestinationRequest, Pick<TableResource, 'timePartitioning' | 'rangePartitioning' | 'clustering' | 'expirationTime'> {
  readonly schemaUpdateOptions?: readonly string[];
}

/**
 * Writes the rows of a query to its destination, as the dispositions have it.
 * @throws JobError notFound, duplicate, or invalid where the rows do not fit the table
 */
export function writeResult(request: ResultDestination, result: FileTable, tables: JobTables & { clock: Clock }): void {
  const destination = openDestination(tables, request);
  const resource = resourceOf(request, destination, result.schema);
  const { schema = result.schema, timePartitioning } = resource;
  const now = tables.clock.now();
  // A partition named outright takes all rows of a table that is partitioned by time of ingestion.
  const own = destination.partition !== undefined && !timePartitioning?.field ? undefined : timePartitioning;
  const rows = fitRows(result, schema);
  checkRequired(rows, schema);
  const data = arrangeRows(rows, { schema, timePartitioning: own }, now);
  const placed = placeData(destination, { data, from: timePartitioning, to: timePartitioning }, { truncate: truncates(request), now });
  tables.catalog.setTable({ resource, data: placed });
}

function checkRequired(rows: readonly Row[], { fields }: TableSchema): void {
  for (const [n, field] of fields.entries()) {
    if (fieldMode(field) === 'REQUIRED' && rows.some((row) => row[n] === null)) throw invalid(`Required field ${field.name} cannot be null`);
  }
}

function truncates({ writeDisposition }: ResultDestination): boolean {
  return writeDisposition === 'WRITE_TRUNCATE';
}

/** What the destination is afterwards, apart from its rows. */
function resourceOf(request: ResultDestination, { ref, partition, table }: Destination, schema: TableSchema): TableResource {
  const { timePartitioning, rangePartitioning, clustering, expirationTime, schemaUpdateOptions: allow } = request;
  if (!table) return parseTableResource({ tableReference: ref, schema, timePartitioning, rangePartitioning, clustering, expirationTime });
  const standing = table.resource;
  if (timePartitioning && describePartitioning(timePartitioning) !== describePartitioning(standing.timePartitioning)) {
    throw incompatible(standing.timePartitioning, timePartitioning);
  }
  checkRangePartitioning(rangePartitioning, standing.rangePartitioning);
  if (!standing.schema || (truncates(request) && partition === undefined)) return parseTableResource({ ...standing, schema, ...(clustering && { clustering }), ...(expirationTime && { expirationTime }) });
  if (allow?.includes('ALLOW_FIELD_RELAXATION')) {
    const relaxed = updateSchema(standing.schema, asNullable(schema), { table: ref, allow });
    return relaxed === standing.schema ? standing : parseTableResource({ ...standing, schema: relaxed });
  }
  const updated = updateSchema(asNullable(standing.schema), asNullable(schema), { table: ref, allow });
  return updated.fields.length === standing.schema.fields.length ? standing : parseTableResource({ ...standing, schema: withModes(updated, standing.schema) });
}

/** The columns of a query are NULLABLE, but for the defaults added to them; they may be written to REQUIRED ones. */
function asNullable({ fields }: TableSchema): TableSchema {
  return { fields: fields.map((field) => (field.mode?.toUpperCase() === 'REQUIRED' ? { ...field, mode: 'NULLABLE' } : field)) };
}

function withModes({ fields }: TableSchema, standing: TableSchema): TableSchema {
  return { fields: fields.map((field, n) => standing.fields[n] ?? field) };
}
