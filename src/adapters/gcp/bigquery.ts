import type { BigQuery as Client } from '@google-cloud/bigquery';
import { DispatchError } from '../../core/errors';
import type { JobResource, TableResource } from '../../core/job-resource';
import type { BigQuery, RowErrors } from '../../core/ports/bigquery';
import type { Clock } from '../../core/ports/clock';
import type { Retrier } from '../../core/retry';
import { formatTable, type TableReference } from '../../core/table-ref';
import { createCall, orUndefined } from './call';
import { createPartitionLister } from './list-partitions';

/** A job is asked for after 50 ms, then less and less often. */
const FIRST_POLL_MS = 50;
const LONGEST_POLL_MS = 5000;

/** A page of jobs.list. */
interface JobPage {
  readonly jobs?: readonly JobResource[];
  readonly nextPageToken?: string;
}

/** A page of tabledata.list, with one column. */
interface ColumnPage {
  readonly rows?: readonly { readonly f: readonly [{ readonly v: string | null }] }[];
  readonly pageToken?: string;
}

export interface GcpBigQueryOptions {
  /** Of `openGoogleClients`, without retries of its own. */
  readonly bigquery: Client;
  readonly clock: Clock;
  /** Asks for the further pages of a list, which nobody else can try again; once where it is missing. */
  readonly retried?: Retrier;
}

/** BigQuery by its REST API (https://cloud.google.com/bigquery/docs/reference/rest). */
export function createGcpBigQuery({ bigquery, clock, retried = (asked) => asked() }: GcpBigQueryOptions): BigQuery {
  const call = createCall(bigquery);

  const getJob: BigQuery['getJob'] = ({ projectId, jobId, location }) =>
    orUndefined(call<JobResource>({ projectId, path: ['jobs', jobId], qs: location === undefined ? {} : { location }, doing: `get job ${jobId}` }));

  const getTable: BigQuery['getTable'] = (ref) => orUndefined(call<TableResource>({ ...placeOf(ref), doing: `get table ${formatTable(ref)}` }));

  return {
    getJob,
    getTable,

    insertJob(job) {
      const { projectId, jobId } = job.jobReference;
      return call({ method: 'POST', projectId, path: ['jobs'], json: job, doing: `insert job ${jobId}`, conflict: 'JOB_ALREADY_EXISTS' });
    },

    async waitForJob(ref, { deadline }) {
      for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(pollMs * 1.5, LONGEST_POLL_MS)) {
        const job = await getJob(ref);
        if (!job) throw new DispatchError('JOB_NOT_FOUND', `BigQuery knows no job ${ref.jobId} in project ${ref.projectId}, location ${ref.location}`);
        if (job.status?.state === 'DONE') return job;
        const leftMs = deadline.getTime() - clock.now().getTime();
        if (leftMs <= 0) throw new DispatchError('DEADLINE_EXCEEDED', `job ${ref.jobId} was not done by ${deadline.toISOString()}; it goes on`);
        await new Promise<void>((resolve) => clock.schedule(Math.min(pollMs, leftMs), resolve));
      }
    },

    async *listJobs({ projectId, since, until, parentJobId }) {
      // Both times belong to what is listed.
      const times = { minCreationTime: since.getTime(), ...(until && { maxCreationTime: until.getTime() - 1 }) };
      for (let pageToken: string | undefined; ; ) {
        const qs = { allUsers: true, stateFilter: 'done', projection: 'full', ...times, maxResults: 1000, ...(parentJobId !== undefined && { parentJobId }), ...(pageToken !== undefined && { pageToken }) };
        const ask = (): Promise<JobPage> => call({ projectId, path: ['jobs'], qs, doing: `list the jobs of ${projectId}` });
        const page = await (pageToken === undefined ? ask() : retried(ask));
        yield* page.jobs ?? [];
        pageToken = page.nextPageToken || undefined;
        if (pageToken === undefined) return;
      }
    },

    createTable(table) {
      const { projectId, datasetId } = table.tableReference;
      return call({ method: 'POST', projectId, path: ['datasets', datasetId, 'tables'], json: table, doing: `create table ${formatTable(table.tableReference)}` });
    },

    async insertRows(ref, rows) {
      const { projectId, datasetId, tableId } = ref;
      const path = ['datasets', datasetId, 'tables', tableId, 'insertAll'];
      const { insertErrors = [] } = await call<{ insertErrors?: readonly RowErrors[] }>({ method: 'POST', projectId, path, json: { rows }, doing: `insert rows into ${formatTable(ref)}` });
      return insertErrors;
    },

    async deleteTable(ref) {
      const deleted = await orUndefined(call({ method: 'DELETE', ...placeOf(ref), doing: `delete table ${formatTable(ref)}` }));
      return deleted !== undefined;
    },

    listPartitions: createPartitionLister({ call, getTable }),

    async readColumn(ref, column) {
      const doing = `read ${formatTable(ref)}`;
      const { schema } = await call<TableResource>({ ...placeOf(ref), doing });
      const field = schema?.fields.find(({ name }) => name.toLowerCase() === column.toLowerCase());
      if (!field) throw new DispatchError('NOT_FOUND', `${doing}: there is no column ${column}`);
      const { projectId, path } = placeOf(ref);
      const found: string[] = [];
      for (let pageToken: string | undefined; ; ) {
        const page = await call<ColumnPage>({ projectId, path: [...path, 'data'], qs: { selectedFields: field.name, ...(pageToken !== undefined && { pageToken }) }, doing });
        found.push(...(page.rows ?? []).flatMap(({ f: [{ v }] }) => v ?? []));
        pageToken = page.pageToken || undefined;
        if (pageToken === undefined) return found;
      }
    },
  };
}

function placeOf({ projectId, datasetId, tableId }: TableReference) {
  return { projectId, path: ['datasets', datasetId, 'tables', tableId] };
}
