import { hasCode } from '../../src/core/errors';
import type { ErrorProto, JobStatistics } from '../../src/core/job-resource';
import { formatTable, type TableReference } from '../../src/core/table-ref';
import { FileFault } from './data/file-table';
import { TypeLimitError } from './type-limits';

/** Why a job fails: what becomes `status.errorResult` and `status.errors`. */
export class JobError extends Error {
  readonly result: ErrorProto;
  /** The result, and what else was met on the way. */
  readonly errors: readonly ErrorProto[];
  /** What is known of the job although it failed, such as a query's `statementType`. */
  readonly statistics?: Partial<JobStatistics>;

  constructor(result: ErrorProto, more: readonly ErrorProto[] = [], statistics?: Partial<JobStatistics>) {
    super(result.message);
    this.name = 'JobError';
    this.result = result;
    this.errors = [result, ...more];
    this.statistics = statistics;
  }
}

/** Any thrown value as a JobError: what was refused as malformed is `invalid`, all else `internalError`. */
export function toJobError(thrown: unknown): JobError {
  if (thrown instanceof JobError) return thrown;
  if (thrown instanceof TypeLimitError || thrown instanceof FileFault) return invalid(thrown.message);
  if (hasCode(thrown, 'INVALID_REQUEST')) return invalid(thrown.message);
  if (hasCode(thrown, 'UNSUPPORTED')) return new JobError({ reason: 'notImplemented', message: thrown.message });
  if (hasCode(thrown, 'NOT_FOUND')) return new JobError({ reason: 'notFound', message: thrown.message });
  return new JobError({ reason: 'internalError', message: thrown instanceof Error ? thrown.message : String(thrown) });
}

export function invalid(message: string): JobError {
  return new JobError({ reason: 'invalid', message });
}

/** The end of a job that was stopped before its own. */
export function stopped(why: string): JobError {
  return new JobError({ reason: 'stopped', message: `Job execution was cancelled: ${why}` });
}

export function datasetNotFound({ projectId, datasetId }: { projectId: string; datasetId: string }, location: string): JobError {
  return new JobError({ reason: 'notFound', message: `Not found: Dataset ${projectId}:${datasetId} was not found in location ${location}` });
}

export function tableNotFound(table: TableReference, location: string): JobError {
  return new JobError({ reason: 'notFound', message: `Not found: Table ${formatTable(table)} was not found in location ${location}` });
}

export function uriNotFound(uri: string): JobError {
  return new JobError({ reason: 'notFound', message: `Not found: URI ${uri}` });
}

export function tableExists(table: TableReference): JobError {
  return new JobError({ reason: 'duplicate', message: `Already Exists: Table ${formatTable(table)}` });
}
