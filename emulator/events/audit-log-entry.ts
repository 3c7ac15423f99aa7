import { createHash } from 'node:crypto';
import { describeJob } from '../../src/core/job';
import type { JobResource } from '../../src/core/job-resource';
import { auditJobConfig, type LogFields } from './audit-job-config';
import { auditJobStats } from './audit-job-stats';
import { toRpcStatus } from './rpc-status';

/** An entry of Cloud Logging: https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry */
export interface AuditLogEntry {
  readonly insertId: string;
  readonly logName: string;
  readonly operation: { readonly id: string; readonly producer: string; readonly last: true };
  readonly protoPayload: LogFields & { readonly methodName: string; readonly serviceName: string; readonly resourceName: string };
  readonly receiveTimestamp: string;
  readonly resource: { readonly type: string; readonly labels: Readonly<Record<string, string>> };
  readonly severity: 'INFO' | 'ERROR';
  readonly timestamp: string;
}

const SERVICE = 'bigquery.googleapis.com';
const EMULATOR_ACCOUNT = 'emulator@bq-dispatch.invalid';

/** The entry that Cloud Logging has of a job that is DONE, in the form of BigQueryAuditMetadata. */
export function auditLogEntry(job: JobResource, now: Date): AuditLogEntry {
  const { ref, endTime } = describeJob(job, { location: 'US', now });
  const { errorResult, errors } = job.status ?? {};
  const name = `projects/${ref.projectId}/jobs/${ref.jobId}`;
  const failure = errorResult && toRpcStatus(errorResult);
  const principalEmail = job.user_email ?? EMULATOR_ACCOUNT;
  return {
    insertId: createHash('sha256').update(`${ref.location}/${name}/${endTime.getTime()}`).digest('hex').slice(0, 14),
    logName: `projects/${ref.projectId}/logs/cloudaudit.googleapis.com%2Fdata_access`,
    operation: { id: `${endTime.getTime()}-${ref.projectId}:${ref.jobId}`, producer: SERVICE, last: true },
    protoPayload: {
      '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
      authenticationInfo: { principalEmail },
      authorizationInfo: [{ granted: true, permission: 'bigquery.jobs.create', resource: `projects/${ref.projectId}` }],
      metadata: {
        '@type': 'type.googleapis.com/google.cloud.audit.BigQueryAuditMetadata',
        jobChange: {
          before: 'RUNNING',
          after: 'DONE',
          job: {
            jobConfig: auditJobConfig(job.configuration, job.statistics?.query?.['statementType']),
            jobName: name,
            jobStats: auditJobStats(job),
            jobStatus: { jobState: 'DONE', ...(failure && { errorResult: failure }), ...(errors && errors.length > 0 && { errors: errors.map(toRpcStatus) }) },
          },
        },
      },
      methodName: 'google.cloud.bigquery.v2.JobService.InsertJob',
      requestMetadata: {},
      resourceName: name,
      serviceName: SERVICE,
      status: failure ?? {},
    },
    receiveTimestamp: now.toISOString(),
    resource: { type: 'bigquery_project', labels: { location: ref.location, project_id: ref.projectId } },
    severity: failure ? 'ERROR' : 'INFO',
    timestamp: endTime.toISOString(),
  };
}
