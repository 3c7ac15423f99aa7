import type { JobReference } from '../job';
import type { ErrorProto, JobConfiguration, JobResource, TableResource } from '../job-resource';
import type { TableReference } from '../table-ref';

/** The part of BigQuery that actions need. */
export interface BigQuery {
  /** The job as it stands, or `undefined` if BigQuery does not know it. A reference without a location means any. */
  getJob(ref: Omit<JobReference, 'location'> & { readonly location?: string }): Promise<JobResource | undefined>;

  /**
   * Starts a job and returns it without waiting.
   * @throws DispatchError JOB_ALREADY_EXISTS when a job of that reference was started before
   * @throws DispatchError INVALID_REQUEST when the configuration is refused
   * @throws DispatchError NOT_FOUND when a dataset or table that must exist at the start does not
   */
  insertJob(job: NewJob): Promise<JobResource>;

  /**
   * Waits until the job is DONE, whether it failed or not.
   * @param options.deadline when to give up
   * @throws DispatchError JOB_NOT_FOUND
   * @throws DispatchError DEADLINE_EXCEEDED when the job is not done by then; it goes on
   */
  waitForJob(ref: JobReference, options: { deadline: Date }): Promise<JobResource>;

  /**
   * Jobs of everybody in a project that are DONE, the newest first; those of a script's statements are left out.
   * @param options.since when they were made at the earliest
   * @param options.until when they were made before
   * @param options.parentJobId the script whose statements are listed instead
   */
  listJobs(options: JobSearch): AsyncIterable<JobResource>;

  /** The table without its rows, or `undefined` if table or dataset do not exist. */
  getTable(ref: TableReference): Promise<TableResource | undefined>;

  /**
   * Creates an empty table.
   * @throws DispatchError ALREADY_EXISTS
   * @throws DispatchError NOT_FOUND when the dataset does not exist
   */
  createTable(table: TableResource): Promise<TableResource>;

  /**
   * Streams rows into a table: all of them, or none where one is refused. Of rows that come with one `insertId` within a
   * minute, one is kept, as far as BigQuery remembers.
   * @returns what is wrong with rows, by their index; empty where all stand
   * @throws DispatchError NOT_FOUND when the table does not exist
   * @throws DispatchError INVALID_REQUEST for more rows or bytes than one call takes
   */
  insertRows(ref: TableReference, rows: readonly NewRow[]): Promise<readonly RowErrors[]>;

  /**
   * Deletes a table or view. Idempotent: a table or dataset that does not exist is fine.
   * @returns whether a table was deleted
   */
  deleteTable(ref: TableReference): Promise<boolean>;

  /**
   * The IDs of the partitions that hold rows, in ascending order, `__NULL__` and `__UNPARTITIONED__` after all others;
   * empty for a table without partitions.
   * @throws DispatchError NOT_FOUND when the table does not exist
   */
  listPartitions(ref: TableReference): Promise<readonly string[]>;

  /**
   * The values of one column of a table or of a query's result, as texts, without NULLs, in the order of the rows.
   * @param column compared without regard to case
   * @throws DispatchError NOT_FOUND when table or column do not exist
   */
  readColumn(ref: TableReference, column: string): Promise<readonly string[]>;
}

export interface JobSearch {
  readonly projectId: string;
  readonly since: Date;
  readonly until?: Date;
  readonly parentJobId?: string;
}

export interface NewRow {
  readonly insertId: string;
  readonly json: object;
}

export interface RowErrors {
  readonly index: number;
  readonly errors: readonly ErrorProto[];
}

export interface NewJob {
  readonly jobReference: JobReference;
  readonly configuration: JobConfiguration;
}
