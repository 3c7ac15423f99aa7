import type { TableResource } from '../../src/core/job-resource';
import type { Clock } from '../../src/core/ports/clock';
import { formatTable } from '../../src/core/table-ref';
import type { Row } from './data/row';
import { invalid } from './job-error';
import { openDestination, type DestinationRequest, type JobTables } from './job-tables';
import { describePartitioning } from './partition-id';
import { incompatible, placeData } from './place-data';
import { schemaDifference } from './schema-difference';
import { arrangeRows, fieldPosition } from './table-data';
import { parseTableResource } from './table-resource';

/** Where the rows of a query go. */
export interface ResultDestination extends DestinationRequest, Pick<TableResource, 'timePartitioning' | 'clustering' | 'expirationTime'> {}

/**
 * Writes the rows of a query to its destination, as the dispositions have it.
 * @param rows in the layout of `schema`
 * @throws JobError notFound, duplicate, or invalid where the rows do not fit the table
 */
export function writeResult(destination: ResultDestination, { schema, rows }: { schema: NonNullable<TableResource['schema']>; rows: readonly Row[] }, tables: JobTables & { clock: Clock }): void {
  const place = openDestination(tables, destination);
  const { ref, partition, table } = place;
  const truncate = destination.writeDisposition === 'WRITE_TRUNCATE';
  const fresh = !table || (truncate && partition === undefined);
  const { timePartitioning = table?.resource.timePartitioning, clustering, expirationTime } = destination;
  if (table && destination.timePartitioning && describePartitioning(timePartitioning) !== describePartitioning(table.resource.timePartitioning)) {
    throw incompatible(table.resource.timePartitioning, destination.timePartitioning);
  }
  const resource = fresh
    ? parseTableResource({ ...table?.resource, tableReference: ref, schema, timePartitioning, ...(clustering && { clustering }), ...(expirationTime && { expirationTime }) })
    : table.resource;
  const layout = resource.schema ?? schema;
  if (!fresh) {
    const difference = schemaDifference(asNullable(layout), schema);
    if (difference) throw invalid(`Provided Schema does not match Table ${formatTable(ref)}. ${difference}.`);
  }
  const positions = layout.fields.map(({ name }) => fieldPosition(schema, name));
  const straight = positions.every((position, index) => position === index);
  const arranged = straight ? rows : rows.map((row) => positions.map((position) => row[position] ?? null));
  const now = tables.clock.now();
  const own = partition !== undefined && !resource.timePartitioning?.field ? undefined : resource.timePartitioning;
  const data = arrangeRows(arranged, { schema: layout, timePartitioning: own }, now);
  const placed = placeData(place, { data, from: resource.timePartitioning, to: resource.timePartitioning }, { truncate, now });
  tables.catalog.setTable({ ...table, resource, data: placed });
}

/** The columns of a query are NULLABLE; they may be written to REQUIRED ones. */
function asNullable(schema: NonNullable<TableResource['schema']>): NonNullable<TableResource['schema']> {
  return { fields: schema.fields.map((field) => (field.mode?.toUpperCase() === 'REQUIRED' ? { ...field, mode: 'NULLABLE' } : field)) };
}
