import type { JobConfiguration, JobConfigurationExtract, JobConfigurationLoad, JobConfigurationQuery, JobConfigurationTableCopy } from '../../src/core/job-resource';
import type { TableReference } from '../../src/core/table-ref';

/** A list, an object or a text of an audit log, in the form of its JSON. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Limits of one audit log entry: a query's text, and a list of URIs or tables. */
const MAX_QUERY_CHARS = 50_000;
const MAX_LIST_CHARS = 40_000;

/** What BigQueryAuditMetadata calls a job's configuration (`JobConfig`). What the job did not ask for is left out. */
export function auditJobConfig(configuration: JobConfiguration, statementType: unknown): LogFields {
  const { load, query, extract, copy, labels } = configuration;
  return {
    ...(load && { type: 'IMPORT', loadConfig: loadConfig(load) }),
    ...(query && { type: 'QUERY', queryConfig: queryConfig(query, statementType) }),
    ...(extract && { type: 'EXPORT', extractConfig: extractConfig(extract) }),
    ...(copy && { type: 'COPY', tableCopyConfig: copyConfig(copy) }),
    ...(labels && { labels }),
  };
}

/** `projects/P/datasets/D/tables/T`, a partition's decorator included. */
export function tableName({ projectId, datasetId, tableId }: TableReference): string {
  return `projects/${projectId}/datasets/${datasetId}/tables/${tableId}`;
}

function loadConfig({ sourceUris, schema, destinationTable, createDisposition, writeDisposition }: JobConfigurationLoad): LogFields {
  return {
    ...listFields('sourceUris', sourceUris ?? []),
    ...(schema && cut('schemaJson', JSON.stringify(schema), MAX_LIST_CHARS)),
    ...dispositions({ createDisposition, writeDisposition, destinationTable }),
  };
}

function queryConfig(query: JobConfigurationQuery & { priority?: unknown; defaultDataset?: unknown }, statementType: unknown): LogFields {
  const { destinationTable, createDisposition, writeDisposition, priority, defaultDataset } = query;
  const dataset = isDataset(defaultDataset) ? `projects/${defaultDataset.projectId}/datasets/${defaultDataset.datasetId}` : undefined;
  return {
    ...cut('query', query.query ?? '', MAX_QUERY_CHARS),
    ...dispositions({ createDisposition, writeDisposition, destinationTable }),
    ...(dataset && { defaultDataset: dataset }),
    priority: priority === 'BATCH' ? 'QUERY_BATCH' : 'QUERY_INTERACTIVE',
    ...(typeof statementType === 'string' && { statementType }),
  };
}

function extractConfig({ sourceTable, sourceModel: model, destinationUri, destinationUris }: JobConfigurationExtract): LogFields {
  return {
    ...listFields('destinationUris', destinationUris ?? (destinationUri === undefined ? [] : [destinationUri])),
    ...(sourceTable && { sourceTable: tableName(sourceTable) }),
    ...(model && { sourceModel: `projects/${model.projectId}/datasets/${model.datasetId}/models/${model.modelId}` }),
  };
}

function copyConfig(copy: JobConfigurationTableCopy & { operationType?: unknown }): LogFields {
  const { sourceTables, sourceTable, destinationTable, createDisposition, writeDisposition, operationType } = copy;
  const tables = sourceTables?.length ? sourceTables : sourceTable ? [sourceTable] : [];
  return {
    ...listFields('sourceTables', tables.map(tableName)),
    ...dispositions({ createDisposition, writeDisposition, destinationTable }),
    ...(typeof operationType === 'string' && { operationType }),
  };
}

/** The log names the dispositions that a job left to their defaults. */
function dispositions({ createDisposition, writeDisposition, destinationTable }: Pick<JobConfigurationLoad, 'createDisposition' | 'writeDisposition' | 'destinationTable'>): LogFields {
  return {
    ...(destinationTable && { destinationTable: tableName(destinationTable) }),
    createDisposition: createDisposition ?? 'CREATE_IF_NEEDED',
    ...(writeDisposition && { writeDisposition }),
  };
}

/** As many items as an entry has room for, and whether that is all of them. */
function listFields(name: string, items: readonly string[]): LogFields {
  let chars = 0;
  const kept = items.filter((item) => (chars += item.length) <= MAX_LIST_CHARS);
  return { [name]: kept, ...(kept.length < items.length && { [`${name}Truncated`]: true }) };
}

function cut(name: string, text: string, maxChars: number): LogFields {
  return { [name]: text.slice(0, maxChars), ...(text.length > maxChars && { [`${name}Truncated`]: true }) };
}

function isDataset(value: unknown): value is { projectId: string; datasetId: string } {
  return typeof value === 'object' && value !== null && 'projectId' in value && 'datasetId' in value;
}
