import type { TableReference } from './table-ref';

/**
 * BigQuery's Job resource, as far as dispatch and the emulator read it. Field names and forms are those of
 * https://cloud.google.com/bigquery/docs/reference/rest/v2/Job; 64-bit numbers are strings.
 */
export interface JobResource {
  readonly kind?: string;
  readonly id?: string;
  readonly selfLink?: string;
  readonly etag?: string;
  readonly user_email?: string;
  readonly jobReference: { readonly projectId: string; readonly jobId: string; readonly location?: string };
  readonly configuration: JobConfiguration;
  readonly statistics?: JobStatistics;
  readonly status?: JobStatus;
}

export interface JobConfiguration {
  readonly jobType?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly dryRun?: boolean;
  /** An int64 as a string. */
  readonly jobTimeoutMs?: string | number;
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
  readonly defaultDataset?: { readonly projectId?: string; readonly datasetId: string };
  readonly useQueryCache?: boolean;
  readonly parameterMode?: string;
  readonly queryParameters?: readonly QueryParameter[];
  readonly connectionProperties?: readonly { readonly key?: string; readonly value?: string }[];
  readonly createSession?: boolean;
  readonly maximumBytesBilled?: string | number;
}

/** https://cloud.google.com/bigquery/docs/reference/rest/v2/QueryParameter */
export interface QueryParameter {
  readonly name?: string;
  readonly parameterType?: QueryParameterType;
  readonly parameterValue?: QueryParameterValue;
}

export interface QueryParameterType {
  readonly type: string;
  readonly arrayType?: QueryParameterType;
  readonly structTypes?: readonly { readonly name?: string; readonly type?: QueryParameterType; readonly description?: string }[];
  readonly rangeElementType?: QueryParameterType;
}

export interface QueryParameterValue {
  readonly value?: string | null;
  readonly arrayValues?: readonly QueryParameterValue[];
  readonly structValues?: Readonly<Record<string, QueryParameterValue>>;
  readonly rangeValue?: { readonly start?: QueryParameterValue; readonly end?: QueryParameterValue };
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
  readonly totalBytesProcessed?: string;
  readonly totalSlotMs?: string;
  /** 1 where a job other than a query is done. */
  readonly completionRatio?: number;
  readonly finalExecutionDurationMs?: string;
  /** The script that this job is a statement of. */
  readonly parentJobId?: string;
  /** How many statements of a script were run as jobs, an int64 as a string. */
  readonly numChildJobs?: string;
  readonly scriptStatistics?: Readonly<Record<string, unknown>>;
  readonly sessionInfo?: { readonly sessionId?: string };
  readonly transactionInfo?: { readonly transactionId?: string };
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
  /** TABLE (where absent), VIEW, MATERIALIZED_VIEW, EXTERNAL or SNAPSHOT. */
  readonly type?: string;
  readonly schema?: TableSchema;
  readonly timePartitioning?: TimePartitioning;
  readonly rangePartitioning?: RangePartitioning;
  readonly requirePartitionFilter?: boolean;
  readonly clustering?: { readonly fields: readonly string[] };
  readonly view?: ViewDefinition;
  readonly friendlyName?: string;
  readonly description?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** When the table goes away, in milliseconds since the epoch, an int64 as a string. */
  readonly expirationTime?: string;
  readonly tableConstraints?: TableConstraints;
  readonly defaultCollation?: string;
  readonly defaultRoundingMode?: string;
  readonly maxStaleness?: string;
  readonly resourceTags?: Readonly<Record<string, string>>;
  readonly encryptionConfiguration?: { readonly kmsKeyName?: string };
  /** Of a snapshot: the table that it shows, and as it was when (RFC 3339); set by the service. */
  readonly snapshotDefinition?: { readonly baseTableReference: TableReference; readonly snapshotTime: string };
  /** Of a clone: the table that it was made of, and when (RFC 3339); set by the service. */
  readonly cloneDefinition?: { readonly baseTableReference: TableReference; readonly cloneTime: string };
  /** Rows of the table, an int64 as a string; set by the service. */
  readonly numRows?: string;
  /** The logical size, an int64 as a string; set by the service. */
  readonly numBytes?: string;
  /** Milliseconds since the epoch; set by the service. */
  readonly creationTime?: string;
  readonly lastModifiedTime?: string;
  /** Where the table lies; set by the service. */
  readonly location?: string;
}

/** https://cloud.google.com/bigquery/docs/reference/rest/v2/tables#viewdefinition */
export interface ViewDefinition {
  readonly query: string;
  readonly useLegacySql?: boolean;
}

export interface RangePartitioning {
  readonly field: string;
  /** Each an int64 as a string. */
  readonly range: { readonly start: string; readonly end: string; readonly interval: string };
}

/** Kept and shown; BigQuery does not enforce them either. */
export interface TableConstraints {
  readonly primaryKey?: { readonly columns: readonly string[] };
  readonly foreignKeys?: readonly {
    readonly name?: string;
    readonly referencedTable: TableReference;
    readonly columnReferences: readonly { readonly referencingColumn: string; readonly referencedColumn: string }[];
  }[];
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
  /** The length of a STRING or BYTES, an int64 as a string. */
  readonly maxLength?: string;
  /** The digits of a NUMERIC or BIGNUMERIC, int64s as strings. */
  readonly precision?: string;
  readonly scale?: string;
  readonly roundingMode?: string;
  readonly collation?: string;
  /** An expression of SQL. */
  readonly defaultValueExpression?: string;
  readonly policyTags?: { readonly names?: readonly string[] };
  readonly rangeElementType?: { readonly type: string };
}

export interface TimePartitioning {
  /** DAY, HOUR, MONTH or YEAR. */
  readonly type: string;
  /** The column that decides; absent for partitions by time of ingestion. */
  readonly field?: string;
  readonly expirationMs?: string;
  readonly requirePartitionFilter?: boolean;
}
