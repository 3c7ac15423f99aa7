import type { JobConfiguration, JobStatistics, TableFieldSchema, TableSchema } from '../../src/core/job-resource';
import type { NewJob } from '../../src/core/ports/bigquery';
import type { Clock } from '../../src/core/ports/clock';
import type { ObjectStore } from '../../src/core/ports/object-store';
import type { Catalog } from './catalog';
import type { Row } from './data/row';
import type { DefaultRows } from './default-columns';
import type { JobWork } from './job-work';
import type { Jobs } from './jobs';

/** What a job works with. */
export interface JobContext {
  readonly catalog: Catalog;
  /** All jobs: to look them up, and to record those that a script runs. */
  readonly jobs: Jobs;
  /** What is loaded from and extracted to. */
  readonly objects: ObjectStore;
  readonly clock: Clock;
  /** Where the job runs: it sees no dataset that lies elsewhere. */
  readonly location: string;
  /** The size from which on an extract begins a new file. */
  readonly shardBytes: number;
  /** For rows that lack columns with a default. */
  readonly defaultRows: DefaultRows;
  /** The bytes of a local file, which a load job reads in the place of URIs. */
  readonly upload?: Uint8Array;
}

/** What a dry run of a query tells. */
export interface DryRun {
  /** With `totalBytesProcessed`, and `query` with `statementType`, `schema`, `referencedTables` and the like. */
  readonly statistics: Partial<JobStatistics>;
  /** What the service adds to the configuration. */
  readonly configuration?: JobConfiguration;
  /** The columns of the result; absent for a statement without one. */
  readonly schema?: TableSchema;
}

/** How SQL is run. Supplied from outside, so that nothing heavy is loaded before the first query. */
export interface QueryPlanner {
  /** The work of a query job. @throws DispatchError INVALID_REQUEST or UNSUPPORTED where the configuration is refused */
  readonly planQuery?: (job: NewJob, context: JobContext) => JobWork;
  /** Checks a query without running it. @throws JobError; DispatchError as planQuery does */
  readonly dryRunQuery?: (job: NewJob, context: JobContext) => Promise<DryRun>;
  /** As `DefaultRows`. */
  readonly defaultRows?: (columns: readonly TableFieldSchema[], count: number, names: Pick<JobContext, 'catalog' | 'location'>) => Promise<readonly Row[]>;
  /** Where the datasets that a query reads or writes lie; `undefined` where it names none that has a location. */
  readonly locateQuery?: (job: Omit<NewJob, 'jobReference'> & { readonly projectId: string }, catalog: Catalog) => Promise<string | undefined>;
}
