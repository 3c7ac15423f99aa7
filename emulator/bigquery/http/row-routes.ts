import { badRequest } from '../../http/http-fault';
import { formatTable } from '../../../src/core/table-ref';
import type { StoredTable } from '../catalog';
import { isPartitionId, splitDecorator } from '../partition-id';
import type { TableData } from '../table-data';
import { textOf } from './call';
import type { BigQueryHttpContext } from './http-context';
import { createRowInserter, type InsertAllBody } from './insert-all';
import { parseMessage } from './messages/parse-message';
import { requireTable, tableRef } from './require';
import type { Route } from './route';
import { rowPage, rowPageRequest } from './row-page';
import { selectFields } from './selected-fields';

const TABLE = '/projects/:projectId/datasets/:datasetId/tables/:tableId';

/** The rows of tables: read page by page, and streamed in. */
export function rowRoutes(context: BigQueryHttpContext): readonly Route[] {
  const { bigquery } = context;
  const insertRows = createRowInserter(context);
  return [
    {
      method: 'GET',
      path: `${TABLE}/data`,
      answer(call) {
        const ref = tableRef(call);
        const table = requireTable(bigquery, ref);
        const { resource, stamp } = table;
        if (resource.type === 'VIEW') throw badRequest('Cannot list a table of type VIEW.');
        const { schema, cut } = selectFields(resource.schema ?? { fields: [] }, textOf(call, 'selectedFields'));
        const { rows, totalRows, pageToken } = rowPage(dataOf(table, splitDecorator(ref).partition), { fields: schema.fields, cut }, rowPageRequest(call));
        return { kind: 'bigquery#tableDataList', etag: stamp.etag, totalRows: String(totalRows), pageToken, ...(rows.length > 0 && { rows }) };
      },
    },
    {
      method: 'POST',
      path: `${TABLE}/insertAll`,
      async answer(call) {
        const ref = tableRef(call);
        const body = parseMessage(await call.exactJson(), 'TableDataInsertAllRequest', { root: 'table_data_insert_all_request' }) as InsertAllBody;
        const insertErrors = insertRows(ref, body);
        return { kind: 'bigquery#tableDataInsertAllResponse', ...(insertErrors.length > 0 && { insertErrors }) };
      },
    },
  ];
}

/** The table's rows, or those of the partition named. @throws HttpFault 400 for a partition that the table cannot have */
function dataOf({ resource, data }: StoredTable, partition: string | undefined): TableData {
  if (partition === undefined) return data;
  const { timePartitioning, tableReference } = resource;
  if (!timePartitioning) throw badRequest(`Cannot read partition information from a table that is not partitioned: ${formatTable(tableReference)}$${partition}`);
  if (!isPartitionId(partition, timePartitioning)) throw badRequest(`Invalid partition ${JSON.stringify(partition)} of ${formatTable(tableReference)}`);
  const rows = data.get(partition);
  return rows ? new Map([[partition, rows]]) : new Map();
}
