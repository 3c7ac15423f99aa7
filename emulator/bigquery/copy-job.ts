import { z } from 'zod';
import type { TableResource } from '../../src/core/job-resource';
import type { Clock } from '../../src/core/ports/clock';
import { formatTable, type TableReference } from '../../src/core/table-ref';
import { invalid } from './job-error';
import { createDisposition, invalidRequest, parseSection, tableReference, writeDisposition } from './job-configuration';
import { tableOutOf, type OperationRequest, type TableOperation } from './copy-operation';
import { openDestination, openSource, type Destination, type JobTables, type Source } from './job-tables';
import type { JobSuccess, JobWork } from './job-work';
import { placeData } from './place-data';
import { schemaDifference } from './schema-difference';
import { countBytes, countRows } from './table-data';
import { ofItsOwn } from './table-resource';

const COPY = z.object({
  sourceTable: tableReference.optional(),
  sourceTables: z.array(tableReference).optional(),
  destinationTable: tableReference,
  createDisposition,
  writeDisposition: writeDisposition.default('WRITE_EMPTY'),
  operationType: z.enum(['OPERATION_TYPE_UNSPECIFIED', 'COPY', 'SNAPSHOT', 'CLONE', 'RESTORE']).default('COPY'),
  destinationExpirationTime: z.iso.datetime({ offset: true }).optional(),
});

interface Copy extends OperationRequest {
  /** Absent for a plain copy. */
  readonly operation?: TableOperation;
}

/** @throws DispatchError INVALID_REQUEST or UNSUPPORTED where the configuration is refused */
export function createCopyJob(section: unknown, tables: JobTables & { readonly clock: Clock }): JobWork {
  const copy = parseCopy(section);
  return { jobType: 'COPY', prepare: () => Promise.resolve(() => (copy.operation ? operate(copy.operation, copy, tables) : copyTables(copy, tables))) };
}

function parseCopy(section: unknown): Copy {
  const path = 'configuration.copy';
  const { sourceTable, sourceTables, operationType, ...rest } = parseSection(section, COPY, path);
  const sources = sourceTables?.length ? sourceTables : sourceTable ? [sourceTable] : [];
  if (sources.length === 0) throw invalidRequest(`${path}.sourceTable is required, or ${path}.sourceTables with at least one table`);
  if (sourceTable && sourceTables?.length) throw invalidRequest(`${path}: only one of sourceTable and sourceTables may be given`);
  if (operationType === 'SNAPSHOT' || operationType === 'CLONE' || operationType === 'RESTORE') return { sources, operation: operationType, ...rest };
  if (rest.destinationExpirationTime !== undefined) throw invalidRequest(`${path}.destinationExpirationTime is for snapshots and clones; set expirationTime on the table`);
  return { sources, ...rest };
}

function operate(operation: TableOperation, copy: Copy, tables: JobTables & { readonly clock: Clock }): JobSuccess {
  const table = tableOutOf(operation, copy, tables);
  tables.catalog.setTable(table);
  return { statistics: { copy: { copiedRows: String(countRows(table.data)), copiedLogicalBytes: String(countBytes(table.data)) } } };
}

function copyTables(copy: Copy, tables: JobTables & { readonly clock: Clock }): JobSuccess {
  const truncate = copy.writeDisposition === 'WRITE_TRUNCATE';
  const target = formatTable(copy.destinationTable);
  const sources = copy.sources.map((ref) => openSource(tables, ref));
  if (truncate && copy.sources.some((ref) => formatTable(ref) === target)) {
    throw invalid(`Source and destination of a truncating copy cannot be the same table: ${target}`);
  }
  const destination = openDestination(tables, copy);
  checkSameSchema(sources);
  const resource = resultOf(sources[0] as Source, destination, truncate);

  let { table } = destination;
  sources.forEach(({ data, table: source }, index) => {
    const arrival = { data, from: source.resource.timePartitioning, to: resource.timePartitioning };
    const options = { truncate: truncate && index === 0, now: tables.clock.now() };
    table = { resource, data: placeData({ ...destination, table }, arrival, options) };
  });
  if (table) tables.catalog.setTable(table);

  const sum = (count: (source: Source) => number): string => String(sources.reduce((total, source) => total + count(source), 0));
  const copiedRows = sum(({ data }) => countRows(data));
  return { statistics: { copy: { copiedRows, copiedLogicalBytes: sum(({ data }) => countBytes(data)) } } };
}

/** What the destination is after the copy, apart from its rows. One that stands keeps all but its schema. */
function resultOf({ table: source }: Source, { ref, partition, table }: Destination, truncate: boolean): TableResource {
  if (!table) return { ...ofItsOwn(source.resource), tableReference: ref };
  if (truncate && partition === undefined) return { ...table.resource, schema: source.resource.schema };
  const { schema } = table.resource;
  if (!schema) return { ...table.resource, schema: source.resource.schema };
  checkSchema(schema, source, ref);
  return table.resource;
}

function checkSameSchema([first, ...others]: readonly Source[]): void {
  const { resource } = (first as Source).table;
  for (const { table } of others) checkSchema(resource.schema, table, resource.tableReference);
}

function checkSchema(expected: TableResource['schema'], { resource }: Source['table'], owner: TableReference): void {
  const difference = schemaDifference(expected ?? { fields: [] }, resource.schema ?? { fields: [] });
  if (difference) throw invalid(`Provided Schema does not match Table ${formatTable(owner)}. ${difference}.`);
  const order = (schema: TableResource['schema']): string => JSON.stringify(schema?.fields.map(({ name }) => name.toLowerCase()));
  if (order(expected) !== order(resource.schema)) {
    throw invalid(`Provided Schema does not match Table ${formatTable(owner)}. The fields of ${formatTable(resource.tableReference)} stand in another order.`);
  }
}
