import { DispatchError } from '../../core/errors';
import type { TableResource } from '../../core/job-resource';
import type { BigQuery } from '../../core/ports/bigquery';
import { formatTable, type TableReference } from '../../core/table-ref';
import type { Call } from './call';
import { translateError } from './translate-error';

/** A page of the answer of jobs.query or jobs.getQueryResults, with one column. */
interface Page {
  readonly jobComplete: boolean;
  readonly jobReference: { readonly jobId: string; readonly location: string };
  readonly rows?: readonly { readonly f: readonly [{ readonly v: string }] }[];
  readonly pageToken?: string;
}

/** The REST API has no list of partitions; INFORMATION_SCHEMA has (https://cloud.google.com/bigquery/docs/information-schema-partitions). */
export function createPartitionLister({ call, getTable }: { call: Call; getTable: BigQuery['getTable'] }): BigQuery['listPartitions'] {
  async function query(ref: TableReference): Promise<string[]> {
    const { projectId } = ref;
    const json = { query: sqlFor(ref), useLegacySql: false, parameterMode: 'NAMED', queryParameters: [{ name: 'table', parameterType: { type: 'STRING' }, parameterValue: { value: tableName(ref) } }] };
    const found: string[] = [];
    let page = await call<Page>({ method: 'POST', projectId, uri: '/queries', json });
    for (;;) {
      found.push(...(page.rows ?? []).map(({ f: [{ v }] }) => v));
      if (page.jobComplete && page.pageToken === undefined) return found;
      const { jobId, location } = page.jobReference;
      page = await call<Page>({ projectId, uri: `/queries/${encodeURIComponent(jobId)}`, qs: { location, ...(page.pageToken !== undefined && { pageToken: page.pageToken }) } });
    }
  }

  return async (ref) => {
    const table = await getTable({ ...ref, tableId: tableName(ref) });
    if (!table) throw new DispatchError('NOT_FOUND', `there is no table ${formatTable(ref)}`);
    if (!isPartitioned(table)) return [];
    try {
      const partitions = await query(ref);
      const special = (id: string): number => (id.startsWith('__') ? 1 : 0);
      return partitions.sort((a, b) => special(a) - special(b) || (a < b ? -1 : 1));
    } catch (error) {
      throw translateError(error, `list the partitions of ${formatTable(ref)}`);
    }
  };
}

function isPartitioned(table: TableResource): boolean {
  return table.timePartitioning !== undefined || 'rangePartitioning' in table;
}

function tableName({ tableId }: TableReference): string {
  return tableId.split('$')[0] as string;
}

function sqlFor({ projectId, datasetId }: TableReference): string {
  return `SELECT partition_id FROM ${quoted(`${projectId}.${datasetId}`)}.INFORMATION_SCHEMA.PARTITIONS WHERE table_name = @table AND partition_id IS NOT NULL AND total_rows > 0`;
}

function quoted(name: string): string {
  return `\`${name.replace(/[\\`]/g, '\\$&')}\``;
}
