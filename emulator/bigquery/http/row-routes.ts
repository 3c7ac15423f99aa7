import { badRequest } from '../../http/http-fault';
import { splitDecorator } from '../partition-id';
import { textOf } from './call';
import type { BigQueryHttpContext } from './http-context';
import { streamedRows, type InsertAllBody } from './insert-all';
import { parseMessage } from './messages/parse-message';
import { decoratedTable } from './partitions-summary';
import { requireTable, tableRef } from './require';
import type { Route } from './route';
import { rowPage, rowPageRequest } from './row-page';
import { selectFields } from './selected-fields';

const TABLE = '/projects/:projectId/datasets/:datasetId/tables/:tableId';

/** The rows of tables: read page by page, and streamed in. */
export function rowRoutes(context: BigQueryHttpContext): readonly Route[] {
  const { bigquery } = context;
  return [
    {
      method: 'GET',
      path: `${TABLE}/data`,
      answer(call) {
        const ref = tableRef(call);
        const { resource, stamp, data } = decoratedTable(requireTable(bigquery, ref), splitDecorator(ref).partition);
        if (resource.type === 'VIEW') throw badRequest('Cannot list a table of type VIEW.');
        const { schema, cut } = selectFields(resource.schema ?? { fields: [] }, textOf(call, 'selectedFields'));
        const { rows, totalRows, pageToken } = rowPage(data, { fields: schema.fields, cut }, rowPageRequest(call));
        return { kind: 'bigquery#tableDataList', etag: Buffer.from(`${stamp.etag}.${stamp.lastModifiedTime}.${totalRows}`).toString('base64'), totalRows: String(totalRows), pageToken, ...(rows.length > 0 && { rows }) };
      },
    },
    {
      method: 'POST',
      path: `${TABLE}/insertAll`,
      async answer(call) {
        const ref = tableRef(call);
        const body = parseMessage(await call.exactJson(), 'TableDataInsertAllRequest', { root: 'table_data_insert_all_request' }) as InsertAllBody;
        const insertErrors = await bigquery.insertRows(ref, streamedRows(body), body);
        return { kind: 'bigquery#tableDataInsertAllResponse', ...(insertErrors.length > 0 && { insertErrors }) };
      },
    },
  ];
}
