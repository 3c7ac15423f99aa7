import { JobError, toJobError } from '../job-error';
import { SqlError } from './sql-error';

/** What made SQL fail, as a job tells it. */
export function sqlJobError(thrown: unknown): JobError {
  if (!(thrown instanceof SqlError)) return toJobError(thrown);
  const { reason, message } = thrown;
  return new JobError({ reason, ...(reason === 'invalidQuery' && { location: 'query' }), message });
}
