import type { TimePartitioning } from '../../src/core/job-resource';
import { formatTable, type TableReference } from '../../src/core/table-ref';
import type { Catalog, Table } from './catalog';
import { datasetNotFound, invalid, tableExists, tableNotFound } from './job-error';
import { isPartitionId, splitDecorator } from './partition-id';
import { countRows, NO_DATA, type TableData } from './table-data';

/** What jobs look tables up in. */
export interface JobTables {
  readonly catalog: Catalog;
  /** Where the job runs: it sees no dataset that lies elsewhere. */
  readonly location: string;
}

export interface Source {
  readonly table: Table;
  /** The rows asked for: all, or those of the partition named. */
  readonly data: TableData;
}

/**
 * The table that a job reads.
 * @param type the only type that it may have
 * @throws JobError notFound, or invalid for another type, or for a partition that the table cannot have
 */
export function openSource(tables: JobTables, ref: TableReference, type: 'TABLE' | 'SNAPSHOT' = 'TABLE'): Source {
  const { table: whole, partition } = splitDecorator(ref);
  const table = findTable(tables, whole);
  if (!table) throw tableNotFound(whole, tables.location);
  checkType(table, type);
  if (partition === undefined) return { table, data: table.data };
  const { timePartitioning } = table.resource;
  if (!timePartitioning) throw invalid(`Cannot read partition information from a table that is not partitioned: ${formatTable(ref)}`);
  checkPartitionId(ref, partition, timePartitioning);
  const rows = table.data.get(partition);
  return { table, data: rows ? new Map([[partition, rows]]) : NO_DATA };
}

export interface Destination {
  /** Without the partition. */
  readonly ref: TableReference;
  /** The one partition that is written, where the reference names one. */
  readonly partition?: string;
  /** What stands there. */
  readonly table?: Table;
}

export interface DestinationRequest {
  readonly destinationTable: TableReference;
  readonly createDisposition: string;
  readonly writeDisposition: string;
}

/** The place that a job writes to. @throws JobError notFound or duplicate, as the dispositions have it, or invalid for a view */
export function openDestination(tables: JobTables, request: DestinationRequest): Destination {
  const { table: ref, partition } = splitDecorator(request.destinationTable);
  const table = findTable(tables, ref);
  if (!table && request.createDisposition === 'CREATE_NEVER') throw tableNotFound(ref, tables.location);
  if (table) checkType(table, 'TABLE');
  if (table && request.writeDisposition === 'WRITE_EMPTY') {
    const rows = partition === undefined ? countRows(table.data) : (table.data.get(partition)?.count ?? 0);
    if (rows > 0) throw tableExists(request.destinationTable);
  }
  return { ref, partition, table };
}

/** Checks that the destination's partition, where it names one, is one that a table so partitioned can have. */
export function checkDestinationPartition({ ref, partition, table }: Destination, partitioning?: TimePartitioning): void {
  if (partition === undefined) return;
  if (partitioning) {
    checkPartitionId({ ...ref, tableId: `${ref.tableId}$${partition}` }, partition, partitioning);
    return;
  }
  if (!table) throw invalid('Partitioning specification must be provided in order to create partitioned table');
  throw invalid(`Cannot write partition ${partition} of a table that is not partitioned: ${formatTable(ref)}`);
}

function checkPartitionId(ref: TableReference, partition: string, partitioning: TimePartitioning): void {
  if (isPartitionId(partition, partitioning)) return;
  throw invalid(`Invalid partition ${JSON.stringify(partition)} of ${formatTable(ref)}: its partitions are by ${partitioning.type}`);
}

/** Views have no rows of their own to be read, or room for any; snapshots never change. */
function checkType({ resource: { type = 'TABLE', tableReference } }: Table, expected: string): void {
  if (type === expected) return;
  throw invalid(`Using table ${formatTable(tableReference)} is not allowed for this operation because of its type. Try using a different table that is of type ${expected}.`);
}

function findTable({ catalog, location }: JobTables, ref: TableReference): Table | undefined {
  const dataset = catalog.findDataset(ref);
  if (!dataset || (dataset.location && dataset.location !== location)) throw datasetNotFound(ref, location);
  return catalog.findTable(ref);
}
