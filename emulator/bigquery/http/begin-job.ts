import type { JobReference } from '../../../src/core/job';
import type { JobConfiguration, JobResource } from '../../../src/core/job-resource';
import { badRequest } from '../../http/http-fault';
import { USER_EMAIL } from '../job-resource';
import { labelsProblem } from '../labels';
import { required } from './call';
import type { BigQueryHttpContext } from './http-context';
import { checkLocation, locateJob } from './job-location';
import { checkSame } from './require';

/** What a client wants to be run. */
export interface JobRequest {
  readonly projectId: string;
  readonly jobReference?: Partial<JobReference>;
  readonly configuration?: JobConfiguration;
  readonly upload?: Uint8Array;
}

/**
 * Begins a job, or tells what it would do where `configuration.dryRun` is set.
 * @returns the job as it stands once its SQL was looked at
 * @throws DispatchError, JobError or HttpFault where the job is refused
 */
export async function beginJob(request: JobRequest, context: BigQueryHttpContext): Promise<JobResource> {
  const { projectId, configuration, upload } = request;
  if (!configuration) throw required('configuration');
  checkSame(request.jobReference, { projectId });
  const problem = labelsProblem(configuration.labels);
  if (problem) throw badRequest(problem);
  if (Number(configuration.jobTimeoutMs ?? 0) < 0) throw badRequest('Invalid value for jobTimeoutMs: it must not be negative');
  const located = await locateJob(projectId, configuration, context);
  const location = request.jobReference?.location ? checkLocation(request.jobReference.location) : located;
  const jobReference = { projectId, jobId: request.jobReference?.jobId || newJobId(context), location };
  const job = { jobReference, configuration, ...(upload && { upload }) };
  if (configuration.dryRun) return dryRun(job, context);
  context.bigquery.insertJob(job);
  return context.bigquery.whenChecked(jobReference);
}

/** A job of a dry run has no ID, is not kept and is no event. */
async function dryRun(job: { jobReference: JobReference; configuration: JobConfiguration }, { bigquery, clock }: BigQueryHttpContext): Promise<JobResource> {
  const { projectId, location } = job.jobReference;
  const { jobType, statistics, configuration, schema } = await bigquery.dryRun(job);
  const query = jobType === 'QUERY' ? { query: { ...statistics.query, ...(schema && { schema }) } } : {};
  return {
    kind: 'bigquery#job',
    id: `${projectId}:${location}.`,
    selfLink: `https://bigquery.googleapis.com/bigquery/v2/projects/${encodeURIComponent(projectId)}/jobs/?location=${encodeURIComponent(location)}`,
    user_email: USER_EMAIL,
    jobReference: { projectId, location } as JobResource['jobReference'],
    configuration: { ...job.configuration, ...configuration, jobType },
    statistics: { creationTime: String(clock.now().getTime()), totalBytesProcessed: '0', ...statistics, ...query },
    status: { state: 'DONE' },
  };
}

function newJobId({ newId }: BigQueryHttpContext): string {
  return `job_${newId().replace(/[^\w-]/g, '_')}`;
}
