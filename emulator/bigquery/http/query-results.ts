import type { JobResource, TableSchema } from '../../../src/core/job-resource';
import { formatTable } from '../../../src/core/table-ref';
import { notFound } from '../../http/http-fault';
import type { BigQueryState } from '../bigquery-state';
import { splitDecorator } from '../partition-id';
import type { TableData } from '../table-data';
import { rowPage, type RowPageRequest } from './row-page';
import { toWireSchema } from './wire-schema';

interface Result {
  readonly schema: TableSchema;
  readonly data: TableData;
}

/** The rows of a query that is DONE; `undefined` for a statement that gives none. @throws HttpFault notFound where they are gone */
function resultOf(job: JobResource, bigquery: BigQueryState): Result | undefined {
  const source = selectOf(job, bigquery);
  const ref = source?.configuration.query?.destinationTable;
  if (!ref) return undefined;
  const { table: whole, partition } = splitDecorator(ref);
  const table = bigquery.findTable(whole);
  if (!table) throw notFound(`Not found: Table ${formatTable(ref)}`);
  const { schema = { fields: [] } } = table.resource;
  if (partition === undefined) return { schema, data: table.data };
  const rows = table.data.get(partition);
  return { schema, data: rows ? new Map([[partition, rows]]) : new Map() };
}

/** The job with the rows: the query itself or, of a script, its last one that has any. */
function selectOf(job: JobResource, bigquery: BigQueryState): JobResource | undefined {
  const type = statementTypeOf(job);
  if (type === 'SELECT') return job;
  if (type !== 'SCRIPT') return undefined;
  const { projectId, jobId } = job.jobReference;
  let last: JobResource | undefined;
  for (const child of bigquery.jobs(projectId)) {
    const { statistics, status } = child;
    if (statistics?.parentJobId === jobId && statementTypeOf(child) === 'SELECT' && !status?.errorResult && !isExpression(child)) last = child;
  }
  return last;
}

function statementTypeOf({ statistics }: JobResource): unknown {
  return statistics?.query?.['statementType'];
}

/** Conditions and the like of a script run as queries too, but are no statement of it. */
function isExpression({ statistics }: JobResource): boolean {
  return statistics?.scriptStatistics?.['evaluationKind'] === 'EXPRESSION';
}

/** What both kinds of replies say of a query that is DONE. @throws HttpFault notFound where the rows are gone */
export function queryResults(job: JobResource, page: RowPageRequest, bigquery: BigQueryState): Readonly<Record<string, unknown>> {
  const { statistics = {}, status } = job;
  const { query = {} } = statistics;
  const result = resultOf(job, bigquery);
  const rowsPart = result && rowsOf(result, page);
  return {
    ...rowsPart,
    jobReference: job.jobReference,
    jobComplete: true,
    totalBytesProcessed: statistics.totalBytesProcessed ?? '0',
    cacheHit: query['cacheHit'] ?? false,
    numDmlAffectedRows: query['numDmlAffectedRows'],
    ...(status?.errors && { errors: status.errors }),
  };
}

function rowsOf({ schema, data }: Result, page: RowPageRequest): object {
  const { rows, totalRows, pageToken } = rowPage(data, { fields: schema.fields }, page);
  return { schema: toWireSchema(schema), totalRows: String(totalRows), pageToken, ...(rows.length > 0 && { rows }) };
}
