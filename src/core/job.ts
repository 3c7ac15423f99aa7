import type { ErrorProto, JobConfiguration, JobResource } from './job-resource';
import { formatTable, type TableReference } from './table-ref';

/** What BigQuery takes for the ID of a job. */
export function isJobId(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,1024}$/.test(text);
}

export interface JobReference {
  readonly projectId: string;
  readonly jobId: string;
  /** `US`, `EU` or a region in lower case, so that one job has one name. */
  readonly location: string;
}

/** A job as dispatch sees it: what filters, defaults and variables are made of (R5). */
export interface Job {
  readonly ref: JobReference;
  /** QUERY, LOAD, EXTRACT or COPY; what BigQuery said where it is none of them. */
  readonly type: string;
  /** The e-mail address of who started it, where that is known. */
  readonly user?: string;
  /** PENDING, RUNNING or DONE. */
  readonly state: string;
  /** The text that a `Source` filter is searched in. */
  readonly source: string;
  /** The text that a `Dest` filter is searched in. */
  readonly destination: string;
  /** The table read, where there is exactly one. */
  readonly sourceTable?: TableReference;
  readonly destinationTable?: TableReference;
  /** What a load job read, wildcards as they were given. */
  readonly loadUris: readonly string[];
  /** `status.errorResult`: why the job failed. */
  readonly error?: ErrorProto;
  /** When the job began, where it says so. */
  readonly startTime?: Date;
  /** When the job ended. */
  readonly endTime: Date;
}

/**
 * Reads a Job resource by the table of R5.
 * @param fallback what stands in for a location or an end that the resource lacks
 */
export function describeJob(resource: JobResource, fallback: { location: string; now: Date }): Job {
  const { statistics, status } = resource;
  const { source, destination, sourceTable, destinationTable, loadUris } = endsOf(resource.configuration);
  const startTime = timeOf(statistics?.startTime) ?? timeOf(statistics?.creationTime);
  return {
    ref: jobReferenceOf(resource, fallback.location),
    type: jobTypeOf(resource.configuration),
    user: resource.user_email,
    state: status?.state ?? '',
    source,
    destination,
    sourceTable,
    destinationTable,
    loadUris,
    error: status?.errorResult,
    startTime,
    endTime: timeOf(statistics?.endTime) ?? startTime ?? fallback.now,
  };
}

/** The location is looked for in the reference, in `id` (`project:location.job`) and in `selfLink`. */
function jobReferenceOf({ jobReference, id, selfLink }: JobResource, defaultLocation: string): JobReference {
  const { projectId, jobId } = jobReference;
  let location = jobReference.location;
  if (!location && id?.startsWith(`${projectId}:`) && id.endsWith(`.${jobId}`)) {
    location = id.slice(projectId.length + 1, id.length - jobId.length - 1);
  }
  location ||= selfLink?.match(/[?&]location=([^&]+)/)?.[1] || defaultLocation;
  return { projectId, jobId, location: normalizeLocation(location) };
}

/** `us` and `EU` are written both ways in the wild; regions are always lower case. */
export function normalizeLocation(location: string): string {
  return /^(us|eu)$/i.test(location) ? location.toUpperCase() : location.toLowerCase();
}

/** QUERY, LOAD, EXTRACT or COPY by what is configured, else what the job says. */
export function jobTypeOf(configuration: JobConfiguration): string {
  if (configuration.load) return 'LOAD';
  if (configuration.query) return 'QUERY';
  if (configuration.extract) return 'EXTRACT';
  if (configuration.copy) return 'COPY';
  return configuration.jobType?.toUpperCase() ?? '';
}

type Ends = Pick<Job, 'source' | 'destination' | 'sourceTable' | 'destinationTable' | 'loadUris'>;

function endsOf({ query, load, extract, copy }: JobConfiguration): Ends {
  if (load) {
    const loadUris = load.sourceUris ?? [];
    return { source: loadUris.join(','), ...destinationOf(load.destinationTable), loadUris };
  }
  if (query) return endsOfQuery(query);
  if (extract) {
    const { sourceTable, sourceModel: model } = extract;
    const source = sourceTable ? formatTable(sourceTable) : model ? `${model.projectId}:${model.datasetId}.${model.modelId}` : '';
    const uris = extract.destinationUris ?? (extract.destinationUri ? [extract.destinationUri] : []);
    return { source, sourceTable, destination: uris.join(','), loadUris: [] };
  }
  if (copy) {
    const tables = copy.sourceTables?.length ? copy.sourceTables : copy.sourceTable ? [copy.sourceTable] : [];
    const sourceTable = tables.length === 1 ? tables[0] : undefined;
    return { source: tables.map(formatTable).join(','), sourceTable, ...destinationOf(copy.destinationTable), loadUris: [] };
  }
  return { source: '', destination: '', loadUris: [] };
}

function endsOfQuery({ query = '', destinationTable }: NonNullable<JobConfiguration['query']>): Ends {
  const destination = destinationTable && !isHidden(destinationTable) ? formatTable(destinationTable) : '';
  // Twice as fast as a pattern, and nearly all SQL has no other line breaks.
  const source = query.includes('\r') ? query.replace(/\r\n|\r|\n/g, ' ') : query.replaceAll('\n', ' ');
  return { source, destinationTable, destination, loadUris: [] };
}

/**
 * Whether BigQuery itself chose the table: the result of a query without a destination lies in a table `anon…` of a dataset
 * whose name begins with `_`, what scripts keep between statements in `_script…`. It stands in for a missing Source, but no
 * filter sees it. https://cloud.google.com/bigquery/docs/writing-results#temporary_and_permanent_tables
 */
function isHidden({ datasetId, tableId }: TableReference): boolean {
  return datasetId.startsWith('_script') || (datasetId.startsWith('_') && tableId.startsWith('anon'));
}

function destinationOf(destinationTable?: TableReference): Pick<Ends, 'destination' | 'destinationTable'> {
  return { destination: destinationTable ? formatTable(destinationTable) : '', destinationTable };
}

/** The year 10000: no name of a record has room for what comes then. */
const END_OF_TIME_MS = 253_402_300_800_000;

/** Times are milliseconds as a string; recordings hold numbers too. */
function timeOf(value: string | number | undefined): Date | undefined {
  if (value === undefined || value === '') return undefined;
  const ms = Number(value);
  return ms >= 0 && ms < END_OF_TIME_MS ? new Date(ms) : undefined;
}
