import type { TableResource } from '../../../src/core/job-resource';
import { formatTable, type TableReference } from '../../../src/core/table-ref';
import type { StoredTable } from '../catalog';
import type { Dataset } from '../dataset';
import { countBytes, countRows } from '../table-data';
import { DEFAULT_LOCATION } from './dataset-wire';
import { toWireSchema } from './wire-schema';

/** The table as a client sees it. */
export function toWireTable(table: StoredTable, dataset: Dataset): TableResource & Readonly<Record<string, unknown>> {
  const { resource, data, stamp } = table;
  const { tableReference, schema, type = 'TABLE', ...rest } = resource;
  const bytes = String(countBytes(data));
  return {
    kind: 'bigquery#table',
    etag: stamp.etag,
    id: formatTable(tableReference),
    selfLink: selfLinkOf(tableReference),
    tableReference,
    ...rest,
    ...(schema && { schema: toWireSchema(schema) }),
    ...(type !== 'VIEW' && { numBytes: bytes, numLongTermBytes: '0', numRows: String(countRows(data)), numTotalLogicalBytes: bytes, numActiveLogicalBytes: bytes, numLongTermLogicalBytes: '0' }),
    creationTime: stamp.creationTime,
    lastModifiedTime: stamp.lastModifiedTime,
    type,
    location: dataset.location ?? DEFAULT_LOCATION,
  };
}

/** The table in a list. */
export function toListedTable({ resource, stamp }: StoredTable): object {
  const { tableReference, type = 'TABLE', friendlyName, labels, timePartitioning, rangePartitioning, clustering, requirePartitionFilter, expirationTime } = resource;
  return {
    kind: 'bigquery#table',
    id: formatTable(tableReference),
    tableReference,
    type,
    ...{ friendlyName, labels, timePartitioning, rangePartitioning, clustering, requirePartitionFilter, expirationTime },
    ...(type === 'VIEW' && { view: { useLegacySql: false } }),
    creationTime: stamp.creationTime,
  };
}

function selfLinkOf({ projectId, datasetId, tableId }: TableReference): string {
  const path = ['projects', projectId, 'datasets', datasetId, 'tables', tableId].map(encodeURIComponent).join('/');
  return `https://bigquery.googleapis.com/bigquery/v2/${path}`;
}
