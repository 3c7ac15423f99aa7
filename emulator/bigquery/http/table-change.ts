import { isDeepStrictEqual } from 'node:util';
import type { RangePartitioning, TableResource, TimePartitioning } from '../../../src/core/job-resource';
import { formatTable } from '../../../src/core/table-ref';
import { badRequest } from '../../http/http-fault';
import type { StoredTable, Table } from '../catalog';
import { createRowSet, eachRow } from '../row-set';
import type { TableData } from '../table-data';
import { parseTableResource } from '../table-resource';
import { changeSchema } from './schema-change';

/**
 * A table with the resource that a client wants in the place of its own.
 * @throws HttpFault 400 for a change that BigQuery does not allow
 */
export function changeTable({ resource: standing, data }: StoredTable, given: TableResource): Table {
  const { snapshotDefinition, cloneDefinition } = standing;
  const wanted: TableResource = { ...given, ...(snapshotDefinition && { snapshotDefinition, type: standing.type }), ...(cloneDefinition && { cloneDefinition }) };
  if ((standing.type ?? 'TABLE') !== (wanted.type ?? 'TABLE')) throw badRequest(`Cannot change the type of a table from ${standing.type ?? 'TABLE'} to ${wanted.type ?? 'TABLE'}`);
  checkPartitioning(standing, wanted);
  const isView = standing.type === 'VIEW';
  if (isView || !standing.schema || !wanted.schema) {
    return { resource: parseTableResource({ ...wanted, schema: wanted.schema ?? standing.schema }), data };
  }
  const { schema, fit } = changeSchema(standing.tableReference, standing.schema, wanted.schema);
  const resource = parseTableResource({ ...wanted, schema });
  if (snapshotDefinition && !isDeepStrictEqual(resource.schema, standing.schema)) throw badRequest(`Cannot change the schema of the snapshot ${formatTable(standing.tableReference)}`);
  if (!fit) return { resource, data };
  const fitted: TableData = new Map([...data].map(([id, rows]) => [id, createRowSet(Array.from(eachRow(rows), fit), schema)]));
  return { resource, data: fitted };
}

/** Of its partitions only their lifetime can be changed. */
function checkPartitioning(standing: TableResource, wanted: TableResource): void {
  const before = identityOf(standing.timePartitioning, standing.rangePartitioning);
  const after = identityOf(wanted.timePartitioning, wanted.rangePartitioning);
  if (before === after) return;
  if (before === NONE) throw badRequest('Cannot convert non partitioned/clustered table to partitioned/clustered table.');
  throw badRequest('Cannot change partitioning/clustering spec for a partitioned/clustered table.');
}

const NONE = '{}';

function identityOf(time?: TimePartitioning, range?: RangePartitioning): string {
  return JSON.stringify({ ...(time && { type: time.type.toUpperCase(), field: time.field?.toLowerCase() }), ...(range && { range: [range.field.toLowerCase(), range.range] }) });
}
