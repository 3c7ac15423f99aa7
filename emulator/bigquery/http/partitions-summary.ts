import type { TableSchema } from '../../../src/core/job-resource';
import { formatTable } from '../../../src/core/table-ref';
import { badRequest, unsupported } from '../../http/http-fault';
import type { StoredTable } from '../catalog';
import { frozenCopy } from '../frozen-copy';
import { isPartitionId } from '../partition-id';
import { rangePartitionIds } from '../range-partition';
import { createRowSet } from '../row-set';
import { rowsOf, WHOLE } from '../table-data';

/** The decorator under which a table tells its partitions as rows, as clients ask for them. */
const SUMMARY = '__PARTITIONS_SUMMARY__';

const SCHEMA: TableSchema = frozenCopy({
  fields: [
    ...['project_id', 'dataset_id', 'table_id', 'partition_id'].map((name) => ({ name, type: 'STRING' })),
    ...['creation_time', 'last_modified_time'].map((name) => ({ name, type: 'INTEGER' })),
  ],
});

/**
 * What `table$decorator` stands for: the table with the rows of that partition alone, or a table of its partitions.
 * @throws HttpFault 400 for a partition that the table cannot have
 */
export function decoratedTable(table: StoredTable, decorator: string | undefined): StoredTable {
  if (decorator === undefined) return table;
  const { timePartitioning, rangePartitioning, tableReference } = table.resource;
  const name = `${formatTable(tableReference)}$${decorator}`;
  if (decorator === SUMMARY && rangePartitioning) return partitionsOf(table);
  if (rangePartitioning) throw unsupported('Reading one partition of a table that is partitioned by a range');
  if (!timePartitioning) throw badRequest(`Cannot read partition information from a table that is not partitioned: ${name}`);
  if (decorator === SUMMARY) return partitionsOf(table);
  if (!isPartitionId(decorator, timePartitioning)) throw badRequest(`Invalid partition ${JSON.stringify(decorator)} of ${formatTable(tableReference)}`);
  const rows = table.data.get(decorator);
  return { ...table, data: rows ? new Map([[decorator, rows]]) : new Map() };
}

function partitionsOf({ resource, data, stamp }: StoredTable): StoredTable {
  const { projectId, datasetId, tableId } = resource.tableReference;
  const { rangePartitioning, schema = { fields: [] } } = resource;
  const ids = rangePartitioning ? rangePartitionIds(rowsOf(data), rangePartitioning, schema) : [...data.keys()].sort();
  const rows = ids.map((id) => [projectId, datasetId, tableId, id, stamp.creationTime, stamp.lastModifiedTime]);
  const tableReference = { projectId, datasetId, tableId: `${tableId}$${SUMMARY}` };
  return { resource: { tableReference, schema: SCHEMA }, data: new Map([[WHOLE, createRowSet(rows, SCHEMA)]]), stamp };
}
