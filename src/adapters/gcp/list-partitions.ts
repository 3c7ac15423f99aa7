import { DispatchError } from '../../core/errors';
import type { BigQuery } from '../../core/ports/bigquery';
import { formatTable, type TableReference } from '../../core/table-ref';
import type { Call } from './call';

/** A page of the answer of jobs.query or jobs.getQueryResults, with one column. */
interface Page {
  readonly jobComplete: boolean;
  readonly jobReference: { readonly jobId: string; readonly location: string };
  readonly rows?: readonly { readonly f: readonly [{ readonly v: string }] }[];
  readonly pageToken?: string;
}

/** The REST API has no list of partitions; INFORMATION_SCHEMA has (https://cloud.google.com/bigquery/docs/information-schema-partitions). */
export function createPartitionLister({ call, getTable }: { call: Call; getTable: BigQuery['getTable'] }): BigQuery['listPartitions'] {
  return async (ref) => {
    const table = await getTable(ref);
    if (!table) throw new DispatchError('NOT_FOUND', `there is no table ${formatTable(ref)}`);
    if (table.timePartitioning === undefined && table.rangePartitioning === undefined) return [];
    const special = (id: string): number => (id.startsWith('__') ? 1 : 0);
    return (await queryPartitions(ref, table.location)).sort((a, b) => special(a) - special(b) || (a < b ? -1 : 1));
  };

  async function queryPartitions(ref: TableReference, location: string | undefined): Promise<string[]> {
    const { projectId } = ref;
    const doing = `list the partitions of ${formatTable(ref)}`;
    const queryParameters = [{ name: 'table', parameterType: { type: 'STRING' }, parameterValue: { value: ref.tableId } }];
    const json = { query: sqlFor(ref), location, useLegacySql: false, parameterMode: 'NAMED', queryParameters };
    const found: string[] = [];
    let page = await call<Page>({ method: 'POST', projectId, path: ['queries'], json, doing });
    for (;;) {
      found.push(...(page.rows ?? []).map(({ f: [{ v }] }) => v));
      if (page.jobComplete && page.pageToken === undefined) return found;
      const { jobReference, pageToken } = page;
      const qs = { location: jobReference.location, ...(pageToken !== undefined && { pageToken }) };
      page = await call<Page>({ projectId, path: ['queries', jobReference.jobId], qs, doing });
    }
  }
}

function sqlFor({ projectId, datasetId }: TableReference): string {
  return `SELECT partition_id FROM ${quoted(`${projectId}.${datasetId}`)}.INFORMATION_SCHEMA.PARTITIONS WHERE table_name = @table AND partition_id IS NOT NULL AND total_rows > 0`;
}

function quoted(name: string): string {
  return `\`${name.replace(/[\\`]/g, '\\$&')}\``;
}
