import { DispatchError } from '../../../src/core/errors';
import type { JobReference } from '../../../src/core/job';
import type { JobConfiguration, JobResource } from '../../../src/core/job-resource';
import { badRequest } from '../../http/http-fault';
import { formatJob } from '../job-index';
import type { AnyLocation } from '../jobs';
import { beginJob } from './begin-job';
import { textOf, type Call } from './call';
import type { BigQueryHttpContext } from './http-context';
import { listJobs } from './job-list';
import { toWireJob } from './job-wire';
import { parseMessage } from './messages/parse-message';
import type { Route } from './route';

const LIST = '/projects/:projectId/jobs';
const ONE = `${LIST}/:jobId`;

/** The body of `jobs.insert`. */
export interface JobBody {
  readonly jobReference?: Partial<JobReference>;
  readonly configuration?: JobConfiguration;
}

export function jobRoutes(context: BigQueryHttpContext): readonly Route[] {
  const { bigquery } = context;

  function requireJob(call: Call): JobResource {
    const ref = jobRef(call);
    const job = bigquery.getJob(ref);
    if (!job) throw jobNotFound(ref);
    return job;
  }

  return [
    {
      method: 'POST',
      path: LIST,
      async answer(call) {
        const body = parseMessage(await call.json(), 'Job', { root: 'job' }) as JobBody;
        return toWireJob(await beginJob({ ...body, projectId: call.param('projectId') }, context));
      },
    },
    { method: 'GET', path: LIST, answer: (call) => listJobs(call, bigquery.jobs(call.param('projectId'))) },
    { method: 'GET', path: ONE, answer: (call) => toWireJob(requireJob(call)) },
    {
      method: 'POST',
      path: `${ONE}/cancel`,
      answer: (call) => ({ kind: 'bigquery#jobCancelResponse', job: toWireJob(bigquery.cancelJob(refOf(requireJob(call)))) }),
    },
    {
      method: 'DELETE',
      path: `${ONE}/delete`,
      answer(call) {
        const job = requireJob(call);
        const { projectId, jobId } = job.jobReference;
        if (job.statistics?.parentJobId !== undefined) throw badRequest(`Cannot delete job ${projectId}:${jobId}: it is a child of ${job.statistics.parentJobId}`);
        bigquery.deleteJob(refOf(job));
        for (const child of [...bigquery.jobs(projectId)]) if (child.statistics?.parentJobId === jobId) bigquery.deleteJob(refOf(child));
        return undefined;
      },
    },
  ];
}

/** The job that the path and `location` name. The Python client writes a location that is not given as `None`. */
export function jobRef(call: Call): AnyLocation {
  const location = textOf(call, 'location');
  return { projectId: call.param('projectId'), jobId: call.param('jobId'), ...(location !== 'None' && { location }) };
}

export function refOf({ jobReference }: JobResource): JobReference {
  return { location: 'US', ...jobReference };
}

export function jobNotFound({ projectId, jobId, location }: AnyLocation): DispatchError {
  return new DispatchError('JOB_NOT_FOUND', `Not found: Job ${location === undefined ? `${projectId}:${jobId}` : formatJob({ projectId, jobId, location })}`);
}
