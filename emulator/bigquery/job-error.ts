import { hasCode } from '../../src/core/errors';
import type { ErrorProto } from '../../src/core/job-resource';
import { formatTable, type TableReference } from '../../src/core/table-ref';

/** Why a job fails: what becomes `status.errorResult` and `status.errors`. */
export class JobError extends Error {
  readonly result: ErrorProto;
  /** The result, and what else was met on the way. */
  readonly errors: readonly ErrorProto[];

  constructor(result: ErrorProto, more: readonly ErrorProto[] = []) {
    super(result.message);
    this.name = 'JobError';
    this.result = result;
    this.errors = [result, ...more];
  }
}

/** Any thrown value as a JobError: what was refused as malformed is `invalid`, all else `internalError`. */
export function toJobError(thrown: unknown): JobError {
  if (thrown instanceof JobError) return thrown;
  if (hasCode(thrown, 'INVALID_REQUEST')) return invalid(thrown.message);
  return new JobError({ reason: 'internalError', message: thrown instanceof Error ? thrown.message : String(thrown) });
}

export function invalid(message: string): JobError {
  return new JobError({ reason: 'invalid', message });
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
