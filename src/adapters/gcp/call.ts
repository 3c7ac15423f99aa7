import type { BigQuery } from '@google-cloud/bigquery';

/** One call of the REST API v2, below `projects/<projectId>`; rejects with what the client throws. */
export type Call = <T>(request: { method?: 'GET' | 'POST'; projectId: string; uri: string; qs?: object; json?: unknown }) => Promise<T>;

/** Requests go as they are, with the client's credentials and endpoint: its own classes hide parts of a job that actions set. */
export function createCall(bigquery: BigQuery): Call {
  return ({ method = 'GET', projectId, ...rest }) =>
    new Promise((resolve, reject) => {
      bigquery.request({ method, projectId, ...rest }, (error, body: unknown) => (error ? reject(error) : resolve(body as never)));
    });
}
