import type { JobConfiguration } from '../core/job-resource';
import { isObject, objectIn, textIn, type Json } from './event-terms';
import { statisticsOf, statusOf, textsIn, type LoggedJob } from './logged-parts';
import { parseTableName } from './resource-name';

/**
 * The job of a BigQueryAuditMetadata.JobChange
 * (https://cloud.google.com/bigquery/docs/reference/auditlogs/rest/Shared.Types/BigQueryAuditMetadata).
 * @returns `undefined` where the entry lacks a part of it
 */
export function jobOfChange(job: Json): LoggedJob | undefined {
  const configuration = configurationOf(objectIn(job, 'jobConfig'));
  const statistics = statisticsOf(job, 'jobStats');
  if (!configuration || !statistics || !isObject(job['jobStatus'])) return undefined;
  const { parentJobName } = objectIn(job, 'jobStats');
  const parent = typeof parentJobName === 'string' ? parentJobName.split('/').at(-1) : undefined;
  return {
    configuration,
    statistics: parent === undefined ? statistics : { ...statistics, parentJobId: parent },
    status: statusOf(job['jobStatus'], 'errorResult'),
  };
}

function configurationOf(config: Json): JobConfiguration | undefined {
  const sections = ['queryConfig', 'loadConfig', 'extractConfig', 'tableCopyConfig'] as const;
  const section = sections.find((name) => isObject(config[name]));
  if (section === undefined) return undefined;
  const fields = objectIn(config, section);
  return isCut(fields) ? undefined : READERS[section](fields);
}

/** Of a schema that was cut dispatch reads nothing. */
function isCut(fields: Json): boolean {
  for (const name in fields) if (fields[name] === true && name.endsWith('Truncated') && name !== 'schemaJsonTruncated') return true;
  return false;
}

const READERS = {
  queryConfig: (fields: Json): JobConfiguration | undefined => {
    const query = textIn(fields, 'query');
    if (query === undefined) return undefined;
    const statementType = textIn(fields, 'statementType');
    return { jobType: 'QUERY', query: { query, ...destination(fields), ...(statementType !== undefined && { statementType }) } };
  },
  loadConfig: (fields: Json): JobConfiguration | undefined => {
    const table = destination(fields);
    // A local file that was uploaded has no URI.
    return table && { jobType: 'LOAD', load: { sourceUris: textsIn(fields, 'sourceUris') ?? [], ...table } };
  },
  extractConfig: (fields: Json): JobConfiguration | undefined => {
    const destinationUris = textsIn(fields, 'destinationUris');
    const sourceTable = parseTableName(fields['sourceTable']);
    // A model has a name of another form.
    return destinationUris && sourceTable && { jobType: 'EXTRACT', extract: { sourceTable, destinationUris } };
  },
  tableCopyConfig: (fields: Json): JobConfiguration | undefined => {
    const names = textsIn(fields, 'sourceTables');
    const sourceTables = names?.flatMap((name) => parseTableName(name) ?? []);
    const table = destination(fields);
    return table && sourceTables && sourceTables.length === names?.length ? { jobType: 'COPY', copy: { sourceTables, ...table } } : undefined;
  },
};

function destination(fields: Json) {
  const destinationTable = parseTableName(fields['destinationTable']);
  return destinationTable && { destinationTable };
}
