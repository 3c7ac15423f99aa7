import { formatTable, type TableReference } from './table-ref';

export interface JobReference {
  readonly projectId: string;
  readonly jobId: string;
  /** `US`, `EU` or a region in lower case. */
  readonly location: string;
}

/** BigQuery's ErrorProto, https://cloud.google.com/bigquery/docs/reference/rest/v2/ErrorProto. */
export interface ErrorProto {
  readonly reason?: string;
  readonly location?: string;
  readonly message?: string;
  readonly debugInfo?: string;
}
