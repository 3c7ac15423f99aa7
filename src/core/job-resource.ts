import type { TableReference } from './table-ref';

/**
 * BigQuery's Job resource, as far as dispatch and the emulator read it. Field names and forms are those of
 * https://cloud.google.com/bigquery/docs/reference/rest/v2/Job; 64-bit numbers are strings.
 */
export interface JobResource {
  readonly kind?: string;
  readonly id?: string;
  readonly selfLink?: string;
  readonly user_email?: string;
  readonly jobReference: { readonly projectId: string; readonly jobId: string; readonly location?: string };
  readonly configuration: JobConfiguration;
  readonly statistics?: JobStatistics;
  readonly status?: JobStatus;
}

export interface JobConfiguration {
  readonly jobType?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly query?: JobConfigurationQuery;
  readonly load?: JobConfigurationLoad;
  readonly extract?: JobConfigurationExtract;
  readonly copy?: JobConfigurationTableCopy;
}

type CreateDisposition = 'CREATE_IF_NEEDED' | 'CREATE_NEVER';
type WriteDisposition = 'WRITE_TRUNCATE' | 'WRITE_APPEND' | 'WRITE_EMPTY';

export interface JobConfigurationQuery {
  readonly query?: string;
  readonly destinationTable?: TableReference;
  readonly createDisposition?: CreateDisposition;
  readonly writeDisposition?: WriteDisposition;
  readonly useLegacySql?: boolean;
}

export interface JobConfigurationLoad {
  readonly sourceUris?: readonly string[];
  readonly destinationTable?: TableReference;
  readonly schema?: TableSchema;
  readonly sourceFormat?: string;
  readonly createDisposition?: CreateDisposition;
  readonly writeDisposition?: WriteDisposition;
  readonly maxBadRecords?: number;
  readonly ignoreUnknownValues?: boolean;
  readonly autodetect?: boolean;
  readonly skipLeadingRows?: number;
  readonly fieldDelimiter?: string;
  readonly quote?: string;
  readonly nullMarker?: string;
  readonly allowQuotedNewlines?: boolean;
  readonly allowJaggedRows?: boolean;
  readonly encoding?: string;
  readonly timePartitioning?: TimePartitioning;
}

export interface JobConfigurationExtract {
  readonly sourceTable?: TableReference;
  readonly sourceModel?: { readonly projectId: string; readonly datasetId: string; readonly modelId: string };
  readonly destinationUri?: string;
  readonly destinationUris?: readonly string[];
  readonly destinationFormat?: string;
  readonly compression?: string;
  readonly fieldDelimiter?: string;
  readonly printHeader?: boolean;
  readonly useAvroLogicalTypes?: boolean;
}

export interface JobConfigurationTableCopy {
  readonly sourceTable?: TableReference;
  readonly sourceTables?: readonly TableReference[];
  readonly destinationTable?: TableReference;
  readonly createDisposition?: CreateDisposition;
  readonly writeDisposition?: WriteDisposition;
}

export interface JobStatistics {
  /** Milliseconds since the epoch, as a string (some recordings hold a number). */
  readonly creationTime?: string | number;
  readonly startTime?: string | number;
  readonly endTime?: string | number;
  readonly load?: Readonly<Record<string, unknown>>;
  readonly extract?: Readonly<Record<string, unknown>>;
  readonly copy?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
}

export interface JobStatus {
  /** PENDING, RUNNING or DONE. */
  readonly state?: string;
  /** The error that made the job fail; absent where it succeeded. */
  readonly errorResult?: ErrorProto;
  /** All errors met on the way; alone they are no failure. */
  readonly errors?: readonly ErrorProto[];
}

/** https://cloud.google.com/bigquery/docs/reference/rest/v2/ErrorProto */
export interface ErrorProto {
  readonly reason?: string;
  readonly location?: string;
  readonly message?: string;
  readonly debugInfo?: string;
}

/** https://cloud.google.com/bigquery/docs/reference/rest/v2/tables, as far as it is used here. */
export interface TableResource {
  readonly tableReference: TableReference;
  readonly schema?: TableSchema;
  readonly timePartitioning?: TimePartitioning;
  readonly clustering?: { readonly fields: readonly string[] };
  readonly description?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Rows of the table, an int64 as a string; set by the service. */
  readonly numRows?: string;
  /** Where the table lies; set by the service. */
  readonly location?: string;
}

export interface TableSchema {
  readonly fields: readonly TableFieldSchema[];
}

export interface TableFieldSchema {
  readonly name: string;
  /** STRING, INTEGER or INT64, FLOAT or FLOAT64, BOOLEAN or BOOL, RECORD or STRUCT, … */
  readonly type: string;
  /** NULLABLE (where absent), REQUIRED or REPEATED. */
  readonly mode?: string;
  /** The fields of a RECORD. */
  readonly fields?: readonly TableFieldSchema[];
  readonly description?: string;
}

export interface TimePartitioning {
  /** DAY, HOUR, MONTH or YEAR. */
  readonly type: string;
  /** The column that decides; absent for partitions by time of ingestion. */
  readonly field?: string;
  readonly expirationMs?: string;
}
