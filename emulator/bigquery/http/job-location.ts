import type { JobConfiguration } from '../../../src/core/job-resource';
import type { TableReference } from '../../../src/core/table-ref';
import { badRequest, notFound } from '../../http/http-fault';
import type { DatasetReference } from '../dataset';
import { DEFAULT_LOCATION } from './dataset-wire';
import type { BigQueryHttpContext } from './http-context';

/** The datasets that a job names in its configuration, apart from those in SQL. */
function datasetsOf({ load, copy, extract, query }: JobConfiguration): readonly DatasetReference[] {
  const tables: (Partial<TableReference> | undefined)[] = [
    load?.destinationTable,
    copy?.sourceTable,
    ...(copy?.sourceTables ?? []),
    copy?.destinationTable,
    extract?.sourceTable,
    query?.destinationTable,
  ];
  return tables.flatMap((table) => (table?.projectId !== undefined && table.datasetId !== undefined ? [{ projectId: table.projectId, datasetId: table.datasetId }] : []));
}

/**
 * Where a job runs that says nothing of it: where its datasets lie.
 * @throws HttpFault notFound for a dataset that there is not, before the job is begun
 */
export async function locateJob(projectId: string, configuration: JobConfiguration, { bigquery }: BigQueryHttpContext): Promise<string> {
  const datasets = datasetsOf(configuration).map((ref) => {
    const dataset = bigquery.findDataset(ref);
    if (!dataset) throw notFound(`Not found: Dataset ${ref.projectId}:${ref.datasetId}`);
    return dataset;
  });
  const found = datasets.find(({ location }) => location !== undefined)?.location;
  if (found !== undefined) return found;
  const { defaultDataset } = configuration.query ?? {};
  const ofDefault = defaultDataset && bigquery.findDataset({ projectId: defaultDataset.projectId ?? projectId, datasetId: defaultDataset.datasetId })?.location;
  if (ofDefault !== undefined) return ofDefault;
  const ofQuery = configuration.query ? await bigquery.locateQuery({ projectId, configuration }, bigquery) : undefined;
  return ofQuery ?? DEFAULT_LOCATION;
}

/** @throws HttpFault 400 for what no location is called */
export function checkLocation(location: string): string {
  if (/^[a-z][a-z0-9-]{0,62}$/i.test(location)) return location;
  throw badRequest(`Invalid value for location: ${JSON.stringify(location.slice(0, 100))} is not a valid value`);
}
