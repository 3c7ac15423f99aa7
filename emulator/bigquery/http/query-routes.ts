import { hasCode } from '../../../src/core/errors';
import type { JobReference } from '../../../src/core/job';
import type { JobResource } from '../../../src/core/job-resource';
import { badRequest } from '../../http/http-fault';
import { beginJob } from './begin-job';
import { faultOf } from './bigquery-faults';
import { numberOf, type Call } from './call';
import type { BigQueryHttpContext } from './http-context';
import { jobNotFound, jobRef, refOf } from './job-routes';
import { parseMessage } from './messages/parse-message';
import { configurationOf, type QueryBody } from './query-request';
import { queryResults } from './query-results';
import { createRequestIds } from './request-ids';
import type { Route } from './route';
import { rowPageRequest, timestampForm } from './row-page';
import { toWireSchema } from './wire-schema';

const DEFAULT_TIMEOUT_MS = 10_000;
/** Nobody is kept waiting longer, whatever is asked for. */
const MAX_TIMEOUT_MS = 200_000;

/** Queries: run and answered in one request, or asked for their rows later. */
export function queryRoutes(context: BigQueryHttpContext): readonly Route[] {
  const { bigquery, clock } = context;
  const requestIds = createRequestIds(clock);

  /** The job when it is DONE, or `undefined` where it is not in time. @throws HttpFault with the job's error where it failed */
  async function finished(ref: JobReference, timeoutMs = DEFAULT_TIMEOUT_MS): Promise<JobResource | undefined> {
    const deadline = new Date(clock.now().getTime() + Math.min(timeoutMs, MAX_TIMEOUT_MS));
    try {
      const job = await bigquery.waitForJob(ref, { deadline });
      if (job.status?.errorResult) throw faultOf(job.status.errorResult);
      return job;
    } catch (error) {
      if (hasCode(error, 'DEADLINE_EXCEEDED')) return undefined;
      throw error;
    }
  }

  async function run(projectId: string, body: QueryBody): Promise<object> {
    const kind = 'bigquery#queryResponse';
    const configuration = configurationOf(body, projectId);
    const jobReference = requestIds.find(projectId, body.requestId);
    const begun = (jobReference && bigquery.getJob(jobReference)) ?? (await beginJob({ projectId, configuration, jobReference: { location: body.location } }, context));
    if (body.dryRun) return { kind, ...dryRunReply(begun) };
    const ref = refOf(begun);
    requestIds.note(projectId, body.requestId, ref);
    const job = await finished(ref, body.timeoutMs);
    if (!job) return { kind, jobReference: ref, jobComplete: false, location: ref.location };
    const { useInt64Timestamp = false, timestampOutputFormat } = body.formatOptions ?? {};
    const page = { start: 0, maxResults: body.maxResults, ...timestampForm(timestampOutputFormat, useInt64Timestamp) };
    return { kind, ...queryResults(job, page, bigquery), ...detailsOf(job), queryId: ref.jobId };
  }

  async function results(call: Call): Promise<object> {
    const kind = 'bigquery#getQueryResultsResponse';
    const page = rowPageRequest(call);
    const wanted = jobRef(call);
    const begun = bigquery.getJob(wanted);
    if (!begun) throw jobNotFound(wanted);
    if (!begun.configuration.query) throw badRequest(`Job ${begun.id} is not a query job, so it has no query results.`);
    const job = await finished(refOf(begun), numberOf(call, 'timeoutMs'));
    if (!job) return { kind, jobReference: begun.jobReference, jobComplete: false };
    return { kind, etag: Buffer.from(`${job.statistics?.endTime}.${page.start}.${page.maxResults}`).toString('base64'), ...queryResults(job, page, bigquery) };
  }

  return [
    {
      method: 'POST',
      path: '/projects/:projectId/queries',
      async answer(call) {
        return run(call.param('projectId'), parseMessage(await call.json(), 'QueryRequest', { root: 'query_request' }) as QueryBody);
      },
    },
    { method: 'GET', path: '/projects/:projectId/queries/:jobId', answer: results },
  ];
}

function dryRunReply({ jobReference, statistics = {} }: JobResource): object {
  const schema = statistics.query?.['schema'] as Parameters<typeof toWireSchema>[0] | undefined;
  return {
    ...(schema && { schema: toWireSchema(schema) }),
    jobReference,
    totalBytesProcessed: statistics.totalBytesProcessed,
    jobComplete: true,
    cacheHit: false,
    location: jobReference.location,
    statementType: statistics.query?.['statementType'],
  };
}

/** What only the answer to `jobs.query` tells. */
function detailsOf({ statistics = {}, jobReference }: JobResource): object {
  const { query = {}, creationTime, startTime, endTime, totalSlotMs, sessionInfo } = statistics;
  return {
    dmlStats: query['dmlStats'],
    statementType: query['statementType'],
    totalBytesBilled: query['totalBytesBilled'],
    location: jobReference.location,
    ...{ creationTime, startTime, endTime, totalSlotMs, sessionInfo },
  };
}
