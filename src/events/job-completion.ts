import type { JobConfiguration } from '../core/job-resource';
import type { TableReference } from '../core/table-ref';
import { isObject, objectIn, textIn, type Json } from './event-terms';
import { LONGEST_QUERY, statisticsOf, statusOf, textsIn, type LoggedJob } from './logged-parts';

/**
 * The job of an AuditData.JobCompletedEvent
 * (https://cloud.google.com/bigquery/docs/reference/auditlogs/rest/Shared.Types/AuditData), the older form.
 * @returns `undefined` where the entry lacks a part of it
 */
export function jobOfCompletion(job: Json): LoggedJob | undefined {
  const configuration = configurationOf(objectIn(job, 'jobConfiguration'));
  const statistics = statisticsOf(job, 'jobStatistics');
  return configuration && statistics && isObject(job['jobStatus']) ? { configuration, statistics, status: statusOf(job['jobStatus'], 'error') } : undefined;
}

/** A list that may have been cut, as this form does not say so. */
const LONGEST_LIST_CHARS = 40_000 - 2048;

function configurationOf(config: Json): JobConfiguration | undefined {
  if (isObject(config['query'])) return queryOf(config['query']);
  if (isObject(config['load'])) return loadOf(config['load']);
  if (isObject(config['extract'])) {
    const destinationUris = wholeList(config['extract'], 'destinationUris');
    const sourceTable = tableIn(config['extract'], 'sourceTable');
    return destinationUris && sourceTable && { jobType: 'EXTRACT', extract: { sourceTable, destinationUris } };
  }
  return isObject(config['tableCopy']) ? copyOf(config['tableCopy']) : undefined;
}

function queryOf(fields: Json): JobConfiguration | undefined {
  const query = textIn(fields, 'query');
  if (query === undefined || query.length >= LONGEST_QUERY) return undefined;
  return { jobType: 'QUERY', query: { query, ...destination(fields) } };
}

/** A local file that was uploaded has no URI. */
function loadOf(fields: Json): JobConfiguration | undefined {
  const sourceUris = 'sourceUris' in fields ? wholeList(fields, 'sourceUris') : [];
  const table = destination(fields);
  return sourceUris && table && { jobType: 'LOAD', load: { sourceUris, ...table } };
}

function copyOf(fields: Json): JobConfiguration | undefined {
  const given = fields['sourceTables'];
  if (!Array.isArray(given)) return undefined;
  const sourceTables = given.flatMap((table) => tableOf(table) ?? []);
  const table = destination(fields);
  return table && sourceTables.length === given.length ? { jobType: 'COPY', copy: { sourceTables, ...table } } : undefined;
}

function wholeList(fields: Json, name: string): readonly string[] | undefined {
  const list = textsIn(fields, name);
  return list && list.join('').length < LONGEST_LIST_CHARS ? list : undefined;
}

function destination(fields: Json) {
  const destinationTable = tableIn(fields, 'destinationTable');
  return destinationTable && { destinationTable };
}

function tableIn(fields: Json, name: string): TableReference | undefined {
  return tableOf(fields[name]);
}

/** `{}` stands for no table. */
function tableOf(value: unknown): TableReference | undefined {
  if (!isObject(value)) return undefined;
  const [projectId, datasetId, tableId] = ['projectId', 'datasetId', 'tableId'].map((name) => textIn(value, name));
  return projectId === undefined || datasetId === undefined || tableId === undefined ? undefined : { projectId, datasetId, tableId };
}
