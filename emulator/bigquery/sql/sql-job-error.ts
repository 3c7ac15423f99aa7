import { JobError, toJobError } from '../job-error';
import { TypeLimitError } from '../type-limits';
import { SqlError } from './sql-error';

/** What made SQL fail, as a job tells it. */
export function sqlJobError(thrown: unknown): JobError {
  if (thrown instanceof TypeLimitError) return sqlJobError(new SqlError(thrown.message));
  if (!(thrown instanceof SqlError)) return toJobError(thrown);
  const { reason, message } = thrown;
  return new JobError({ reason, ...(reason === 'invalidQuery' && { location: 'query' }), message });
}
