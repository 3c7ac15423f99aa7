import type { JobConfiguration, JobConfigurationQuery } from '../../../src/core/job-resource';
import { badRequest, unsupported } from '../../http/http-fault';
import { required } from './call';

/** The body of `jobs.query`. */
export interface QueryBody extends Pick<JobConfigurationQuery, 'query' | 'useLegacySql' | 'defaultDataset' | 'useQueryCache' | 'parameterMode' | 'queryParameters' | 'connectionProperties' | 'createSession' | 'maximumBytesBilled'> {
  readonly dryRun?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly location?: string;
  readonly maxResults?: number;
  readonly timeoutMs?: number;
  readonly jobTimeoutMs?: string;
  readonly requestId?: string;
  readonly jobCreationMode?: string;
  readonly formatOptions?: { readonly useInt64Timestamp?: boolean; readonly timestampOutputFormat?: string };
  readonly queryResultsFormat?: string;
  readonly continuous?: boolean;
  readonly secureContext?: object;
  readonly destinationEncryptionConfiguration?: { readonly kmsKeyName?: string };
}

const MAX_REQUEST_ID_LENGTH = 36;

/**
 * The configuration of the job that a query is run as. Where the dialect is not named, it is GoogleSQL: the API's own
 * default is legacy SQL, which is not emulated.
 * @throws HttpFault 400 or 501
 */
export function configurationOf(body: QueryBody, projectId: string): JobConfiguration {
  const { query, useLegacySql, defaultDataset, useQueryCache, parameterMode, queryParameters, connectionProperties, createSession, maximumBytesBilled } = body;
  if (!query?.trim()) throw required('query');
  if (useLegacySql) throw badRequest('Legacy SQL is not emulated: set useLegacySql to false and write GoogleSQL.');
  checkOptions(body);
  const { dryRun, labels, jobTimeoutMs } = body;
  return {
    ...{ dryRun, labels, jobTimeoutMs },
    query: {
      ...{ query, useLegacySql: false, useQueryCache, parameterMode, queryParameters, connectionProperties, createSession, maximumBytesBilled },
      ...(defaultDataset && { defaultDataset: { projectId, ...defaultDataset } }),
    },
  };
}

function checkOptions({ queryResultsFormat, continuous, secureContext, requestId, jobCreationMode }: QueryBody): void {
  if (queryResultsFormat !== undefined && !/^(JSON|QUERY_RESULTS_FORMAT_UNSPECIFIED|)$/.test(queryResultsFormat)) throw unsupported(`queryResultsFormat ${queryResultsFormat}`);
  if (continuous) throw unsupported('A continuous query');
  if (secureContext) throw unsupported('secureContext');
  if (requestId !== undefined && requestId.length > MAX_REQUEST_ID_LENGTH) throw badRequest(`Invalid value for requestId: it has more than ${MAX_REQUEST_ID_LENGTH} characters`);
  if (jobCreationMode !== undefined && !/^JOB_CREATION_(REQUIRED|OPTIONAL|MODE_UNSPECIFIED)$/.test(jobCreationMode)) throw badRequest(`Invalid value for jobCreationMode: ${jobCreationMode} is not a valid value`);
}
