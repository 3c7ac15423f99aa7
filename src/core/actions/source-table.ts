import { DispatchError, hasCode } from '../errors';
import type { JobReference } from '../job';
import type { JobConfiguration, JobResource } from '../job-resource';
import { parseTable, type TableReference } from '../table-ref';
import type { ActionContext } from './action';

/**
 * Starts a job, or meets the one that an earlier run of the same action started (R15), and waits for it.
 * @throws DispatchError JOB_FAILED with BigQuery's own reason, DEADLINE_EXCEEDED
 */
export async function runJob(jobReference: JobReference, configuration: JobConfiguration, context: ActionContext): Promise<JobResource> {
  const { bigquery, deadline } = context;
  try {
    await bigquery.insertJob({ jobReference, configuration });
  } catch (error) {
    if (!hasCode(error, 'JOB_ALREADY_EXISTS')) throw error;
  }
  const job = await bigquery.waitForJob(jobReference, { deadline });
  const failure = job.status?.errorResult;
  if (failure) {
    throw new DispatchError('JOB_FAILED', `job ${jobReference.jobId} failed: ${failure.message ?? 'no message'} (${failure.reason ?? 'no reason'})`);
  }
  return job;
}

/**
 * The table that an action reads: its own `Source`, else the default of R10.
 * @throws DispatchError SOURCE_NOT_A_TABLE, INVALID_TABLE
 */
export function sourceTable(source: string | undefined, { defaultSource, defaultProject }: ActionContext): TableReference {
  if (source !== undefined) return parseTable(source, defaultProject);
  if ('table' in defaultSource) return defaultSource.table;
  throw new DispatchError('SOURCE_NOT_A_TABLE', defaultSource.missing);
}
