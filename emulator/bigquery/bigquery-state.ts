import { DispatchError } from '../../src/core/errors';
import type { TableResource } from '../../src/core/job-resource';
import type { Clock } from '../../src/core/ports/clock';
import type { ObjectStore } from '../../src/core/ports/object-store';
import { formatTable, type TableReference } from '../../src/core/table-ref';
import { removeAnonymousTable } from './anonymous-table';
import { createCatalog, type Catalog } from './catalog';
import { createCopyJob } from './copy-job';
import type { DefaultRows } from './default-columns';
import { createExtractJob } from './extract-job';
import { createIamPolicies, type IamPolicies } from './iam-policies';
import { sectionOf } from './job-configuration';
import type { DryRun, JobContext, QueryPlanner } from './job-context';
import type { JobWork } from './job-work';
import { createJobs, type InsertedJob, type Jobs } from './jobs';
import { createLoadJob } from './load-job';
import { createRowInserter, type RowInserter } from './row-inserter';
import { countBytes, countRows, fieldPosition, rowsOf } from './table-data';

/** An emulated BigQuery in memory: what is stored, and the jobs that change it. Each front stands on one. */
export interface BigQueryState extends Catalog, Jobs {
  /** The table as clients see it, or `undefined` if table or dataset do not exist. */
  getTable(ref: TableReference): TableResource | undefined;
  /** @throws DispatchError ALREADY_EXISTS, INVALID_REQUEST, or NOT_FOUND when the dataset does not exist */
  createTable(table: TableResource): TableResource;
  /** As the port has it. @throws DispatchError NOT_FOUND when the table does not exist */
  listPartitions(ref: TableReference): readonly string[];
  /** As the port has it. @throws DispatchError NOT_FOUND when table or column do not exist */
  readColumn(ref: TableReference, column: string): readonly string[];
  /** Checks a job without running it. @throws DispatchError INVALID_REQUEST or UNSUPPORTED; JobError for SQL that would fail */
  dryRun(job: InsertedJob): Promise<DryRun & { readonly jobType: JobWork['jobType'] }>;
  /** The defaults of columns for rows that are streamed in. */
  defaultRows: DefaultRows;
  /** Streams rows into a table, as tabledata.insertAll does. */
  insertRows: RowInserter;
  /** Where a query's datasets lie; `undefined` where it names none that has a location. */
  locateQuery: NonNullable<QueryPlanner['locateQuery']>;
  /** Who may do what, kept and shown; nobody is refused anything. */
  readonly policies: IamPolicies;
  /** Forgets all datasets and jobs; what runs is stopped. */
  clear(): void;
}

export interface BigQueryStateOptions extends QueryPlanner {
  readonly clock: Clock;
  /** What jobs load from and extract to. */
  readonly objects: ObjectStore;
  /** How long a job is PENDING. */
  readonly pendingMs?: number;
  /** How long a job is RUNNING. */
  readonly runningMs?: number;
  /** The size from which on an extract begins a new file. */
  readonly shardBytes?: number;
  /** How many jobs are kept; 10,000 where absent. */
  readonly maxJobs?: number;
}

export function createBigQueryState(options: BigQueryStateOptions): BigQueryState {
  const { clock, objects, pendingMs = 0, runningMs = 0, shardBytes = 2 ** 30, maxJobs, planQuery, dryRunQuery, locateQuery } = options;
  const defaultRowsIn = (location: string): DefaultRows => (columns, count) => (options.defaultRows ?? noQueries)(columns, count, { catalog, location });
  const catalog = createCatalog({ clock });
  const jobs = createJobs({ clock, pendingMs, runningMs, plan, maxJobs, onForgotten: (job) => removeAnonymousTable(job, catalog) });
  const policies = createIamPolicies();

  function contextOf({ jobReference: { location }, upload }: InsertedJob): JobContext {
    return { catalog, jobs, objects, clock, location, shardBytes, defaultRows: defaultRowsIn(location), ...(upload && { upload }) };
  }

  function plan(job: InsertedJob): JobWork {
    const context = contextOf(job);
    const { configuration } = job;
    const section = sectionOf(configuration);
    if (context.upload && section !== 'load') throw new DispatchError('INVALID_REQUEST', 'Only load jobs take an upload');
    switch (section) {
      case 'load':
        return createLoadJob(configuration.load, context);
      case 'copy':
        return createCopyJob(configuration.copy, context);
      case 'extract':
        return createExtractJob(configuration.extract, context);
      case 'query':
        return (planQuery ?? noQueries)(job, context);
    }
  }

  function getTable(ref: TableReference): TableResource | undefined {
    const table = catalog.findTable(ref);
    if (!table) return undefined;
    const { resource, data, stamp } = table;
    const { creationTime, lastModifiedTime } = stamp;
    const location = catalog.findDataset(ref)?.location;
    const counts = { numRows: String(countRows(data)), numBytes: String(countBytes(data)) };
    return Object.freeze({ ...resource, ...counts, creationTime, lastModifiedTime, ...(location && { location }) });
  }

  return {
    ...catalog,
    ...jobs,
    policies,
    getTable,
    createTable: (given) => getTable(catalog.addTable(given).resource.tableReference) as TableResource,
    listPartitions(ref) {
      const table = catalog.findTable(ref);
      if (!table) throw new DispatchError('NOT_FOUND', `Not found: Table ${formatTable(ref)}`);
      if (!table.resource.timePartitioning) return [];
      return [...table.data.keys()].sort();
    },
    readColumn(ref, column) {
      const table = catalog.findTable(ref);
      if (!table) throw new DispatchError('NOT_FOUND', `Not found: Table ${formatTable(ref)}`);
      const position = fieldPosition(table.resource.schema ?? { fields: [] }, column);
      if (position < 0) throw new DispatchError('NOT_FOUND', `Not found: column ${column} in ${formatTable(ref)}`);
      return [...rowsOf(table.data)].flatMap((row) => (row[position] === null ? [] : String(row[position])));
    },
    async dryRun(job) {
      if (sectionOf(job.configuration) === 'query') return { jobType: 'QUERY', ...(await (dryRunQuery ?? noQueries)(job, contextOf(job))) };
      return { jobType: plan(job).jobType, statistics: {} };
    },
    defaultRows: defaultRowsIn('US'),
    insertRows: createRowInserter({ catalog, clock, defaultRows: defaultRowsIn('US') }),
    locateQuery: locateQuery ?? (() => Promise.resolve(undefined)),
    clear() {
      jobs.clearJobs();
      catalog.clearCatalog();
      policies.clear();
    },
  };
}

function noQueries(): never {
  throw new DispatchError('UNSUPPORTED', 'configuration.query: query jobs are not emulated', {
    hint: 'Replay a recorded event of the job instead; see docs/emulator.md.',
  });
}
