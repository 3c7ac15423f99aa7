import type { TableResource } from '../../src/core/job-resource';
import type { Clock } from '../../src/core/ports/clock';
import { formatTable, type TableReference } from '../../src/core/table-ref';
import type { Table } from './catalog';
import { invalid, tableExists } from './job-error';
import { openDestination, openSource, type DestinationRequest, type JobTables } from './job-tables';
import { splitDecorator } from './partition-id';
import { ofItsOwn } from './table-resource';

/** What makes a whole table out of another: https://cloud.google.com/bigquery/docs/reference/rest/v2/Job#operationtype */
export type TableOperation = 'SNAPSHOT' | 'CLONE' | 'RESTORE';

export interface OperationRequest extends DestinationRequest {
  readonly sources: readonly TableReference[];
  /** When a snapshot or clone goes away, RFC 3339. */
  readonly destinationExpirationTime?: string;
}

/**
 * The snapshot or clone of a table, or the table that a snapshot restores; the rows are shared.
 * @throws JobError invalid, notFound, or duplicate where there is a table that is not to be replaced
 */
export function tableOutOf(operation: TableOperation, request: OperationRequest, tables: JobTables & { readonly clock: Clock }): Table {
  const { sources, destinationTable, writeDisposition } = request;
  const [ref, ...more] = sources as [TableReference, ...TableReference[]];
  if (more.length > 0) throw invalid(`A copy job of the type ${operation} takes one source, found ${sources.length}`);
  if ([ref, destinationTable].some((one) => splitDecorator(one).partition !== undefined)) throw invalid(`A copy job of the type ${operation} takes whole tables, not partitions`);
  if (writeDisposition === 'WRITE_APPEND') throw invalid(`A copy job of the type ${operation} cannot append to ${formatTable(destinationTable)}`);
  const { table: source, data } = openSource(tables, ref, operation === 'RESTORE' ? 'SNAPSHOT' : 'TABLE');
  const standing = tables.catalog.findTable(destinationTable);
  if (standing && (writeDisposition !== 'WRITE_TRUNCATE' || operation === 'SNAPSHOT')) throw tableExists(destinationTable);
  openDestination(tables, request);
  const made = { ...ofItsOwn(source.resource), tableReference: destinationTable, expirationTime: expirationOf(request) };
  return { resource: { ...made, ...definitionOf(operation, ref, tables.clock.now()) }, data };
}

function definitionOf(operation: TableOperation, baseTableReference: TableReference, now: Date): Partial<TableResource> {
  const time = now.toISOString();
  switch (operation) {
    case 'SNAPSHOT':
      return { type: 'SNAPSHOT', snapshotDefinition: { baseTableReference, snapshotTime: time } };
    case 'CLONE':
      return { cloneDefinition: { baseTableReference, cloneTime: time } };
    case 'RESTORE':
      return {};
  }
}

function expirationOf({ destinationExpirationTime }: OperationRequest): string | undefined {
  return destinationExpirationTime === undefined ? undefined : String(Date.parse(destinationExpirationTime));
}
