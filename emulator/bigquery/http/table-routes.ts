import type { TableResource } from '../../../src/core/job-resource';
import { badRequest, notFound } from '../../http/http-fault';
import { formatTable } from '../../../src/core/table-ref';
import type { StoredTable } from '../catalog';
import { splitDecorator } from '../partition-id';
import { parseTableResource } from '../table-resource';
import { required, textOf, type Call } from './call';
import type { BigQueryHttpContext } from './http-context';
import { mergePatch } from './merge-patch';
import { parseMessage } from './messages/parse-message';
import { decoratedTable } from './partitions-summary';
import { pageOf } from './page';
import { checkIfMatch, checkSame, datasetRef, requireDataset, requireTable, tableRef } from './require';
import type { Route } from './route';
import { selectFields } from './selected-fields';
import { checkExpiration, checkTableBody, tableOf, withViewSchema, type TableBody } from './table-body';
import { changeTable } from './table-change';
import { toListedTable, toWireTable } from './table-wire';

const LIST = '/projects/:projectId/datasets/:datasetId/tables';
const ONE = `${LIST}/:tableId`;

export function tableRoutes(context: BigQueryHttpContext): readonly Route[] {
  const { bigquery, clock } = context;
  const toWire = (table: StoredTable): TableResource => toWireTable(table, requireDataset(bigquery, table.resource.tableReference));

  /** A PATCH joins what is given with what stands; an update replaces all of it but the schema, where it has none. */
  const change = (method: 'PATCH' | 'PUT'): Route => ({
    method,
    path: ONE,
    async answer(call) {
      const { table: ref } = splitDecorator(tableRef(call));
      const given = parseMessage(await call.json(), 'Table', { root: 'table', keepNull: method === 'PATCH' }) as TableBody;
      const before = requireTable(bigquery, ref);
      checkIfMatch(call, before.stamp.etag);
      checkSame(given.tableReference, { ...ref });
      const body = method === 'PATCH' ? mergePatch(before.resource, given) : given;
      checkTableBody(body);
      const wanted = withoutZeroExpiration(tableOf(body, ref));
      if (wanted.expirationTime !== before.resource.expirationTime) checkExpiration(wanted, clock.now());
      const changed = changeTable(before, wanted.view?.query === before.resource.view?.query ? wanted : await withViewSchema(wanted, context));
      bigquery.setTable(changed);
      return toWire(requireTable(bigquery, ref));
    },
  });

  return [
    {
      method: 'POST',
      path: LIST,
      async answer(call) {
        const dataset = datasetRef(call);
        const body = parseMessage(await call.json(), 'Table', { root: 'table' }) as TableBody;
        const { tableId } = body.tableReference ?? {};
        if (!tableId) throw required('tableReference.tableId');
        checkSame(body.tableReference, { ...dataset });
        checkTableBody(body);
        requireDataset(bigquery, dataset);
        const table = withoutZeroExpiration(tableOf(body, { ...dataset, tableId }));
        checkExpiration(table, clock.now());
        // What is wrong with it is said before its query is looked at.
        parseTableResource(table);
        return toWire(bigquery.addTable(await withViewSchema(table, context)));
      },
    },
    {
      method: 'GET',
      path: LIST,
      answer(call) {
        requireDataset(bigquery, datasetRef(call));
        return list(call, bigquery.tables(datasetRef(call)));
      },
    },
    {
      method: 'GET',
      path: ONE,
      answer(call) {
        const table = requireTable(bigquery, tableRef(call));
        const wire = toWire(decoratedTable(table, splitDecorator(tableRef(call)).partition));
        const selected = textOf(call, 'selectedFields');
        return selected === undefined || !wire.schema ? wire : { ...wire, schema: selectFields(wire.schema, selected).schema };
      },
    },
    change('PATCH'),
    change('PUT'),
    {
      method: 'DELETE',
      path: ONE,
      answer(call) {
        const ref = tableRef(call);
        const table = requireTable(bigquery, ref);
        checkIfMatch(call, table.stamp.etag);
        const { partition } = splitDecorator(ref);
        if (partition === undefined) bigquery.removeTable(ref);
        else removePartition(table, partition);
        return undefined;
      },
    },
  ];

  function removePartition({ resource, data }: StoredTable, partition: string): void {
    if (resource.snapshotDefinition) throw badRequest(`Cannot delete a partition of the snapshot ${formatTable(resource.tableReference)}`);
    if (!resource.timePartitioning || !data.has(partition)) throw notFound(`Not found: Table ${formatTable(resource.tableReference)}$${partition}`);
    const rest = new Map(data);
    rest.delete(partition);
    bigquery.setTable({ resource, data: rest });
  }
}

/** 0 stands for a table that stays. */
function withoutZeroExpiration(table: TableResource): TableResource {
  return table.expirationTime === '0' ? { ...table, expirationTime: undefined } : table;
}

function list(call: Call, tables: readonly StoredTable[]): object {
  const { items, nextPageToken } = pageOf(call, tables, { keyOf: ({ resource }) => resource.tableReference.tableId, defaultSize: 50, maxSize: 1000 });
  return {
    kind: 'bigquery#tableList',
    etag: Buffer.from(items.map(({ stamp }) => stamp.etag).join()).toString('base64').slice(-40),
    nextPageToken,
    ...(items.length > 0 && { tables: items.map(toListedTable) }),
    totalItems: tables.length,
  };
}
