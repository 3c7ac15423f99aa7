import { formatTable, type TableReference } from '../../../src/core/table-ref';
import { HttpFault, badRequest, notFound } from '../../http/http-fault';
import type { Dataset, DatasetReference, StoredTable } from '../catalog';
import type { BigQueryState } from '../bigquery-state';
import type { Call } from './call';

/** The dataset that the path names. */
export function datasetRef(call: Call): DatasetReference {
  return { projectId: call.param('projectId'), datasetId: call.param('datasetId') };
}

/** The table that the path names. @throws HttpFault 501 for a point in time, which is not kept */
export function tableRef(call: Call): TableReference {
  const tableId = call.param('tableId');
  if (tableId.includes('@')) throw new HttpFault({ status: 501, reason: 'notImplemented', message: `Reading a table at a point in time is not emulated: ${tableId}` });
  return { ...datasetRef(call), tableId };
}

/** @throws HttpFault notFound */
export function requireDataset(bigquery: BigQueryState, ref: DatasetReference): Dataset {
  const dataset = bigquery.findDataset(ref);
  if (!dataset) throw notFound(`Not found: Dataset ${ref.projectId}:${ref.datasetId}`);
  return dataset;
}

/** @throws HttpFault notFound */
export function requireTable(bigquery: BigQueryState, ref: TableReference): StoredTable {
  requireDataset(bigquery, ref);
  const table = bigquery.findTable(ref);
  if (!table) throw notFound(`Not found: Table ${formatTable(ref)}`);
  return table;
}

/** @throws HttpFault 412 where `If-Match` names another state than the one that stands */
export function checkIfMatch(call: Call, etag: string): void {
  const wanted = call.header('if-match');
  if (wanted === undefined || wanted.trim() === '*') return;
  const tags = wanted.split(',').map((tag) => tag.trim().replace(/^W\//, '').replace(/^"(.*)"$/, '$1'));
  if (!tags.includes(etag)) throw new HttpFault({ status: 412, reason: 'conditionNotMet', message: 'Precondition check failed.', location: 'If-Match', locationType: 'header' });
}

/**
 * Checks that a reference in the body, as far as it is given, is the one of the path.
 * @throws HttpFault 400
 */
export function checkSame(given: Readonly<Record<string, unknown>> | undefined, expected: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(expected)) {
    const found = given && Object.hasOwn(given, name) ? given[name] : undefined;
    if (typeof found === 'string' && found !== value) {
      throw badRequest(`Value for ${name} in content does not agree with value in request. This can happen when a value set through a parameter is inconsistent with a value set in the request.`);
    }
  }
}
