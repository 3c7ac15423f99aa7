import type { TableResource, TableSchema } from '../../../src/core/job-resource';
import { HttpFault, badRequest, unsupported } from '../../http/http-fault';
import type { BigQueryHttpContext } from './http-context';

/** The body of a request that makes or changes a table. */
export interface TableBody extends Omit<TableResource, 'tableReference'> {
  readonly tableReference?: Partial<TableResource['tableReference']>;
  readonly view?: { readonly query: string; readonly useLegacySql?: boolean; readonly userDefinedFunctionResources?: readonly object[]; readonly privacyPolicy?: object };
}

/** Kinds of tables, and what belongs to them, that the emulator lacks. */
const LACKING: ReadonlyMap<string, string> = new Map([
  ['materializedView', 'A materialized view'],
  ['externalDataConfiguration', 'An external table (externalDataConfiguration)'],
  ['biglakeConfiguration', 'A BigLake table (biglakeConfiguration)'],
  ['tableReplicationInfo', 'A replica (tableReplicationInfo)'],
  ['externalCatalogTableOptions', 'A table of an external catalogue (externalCatalogTableOptions)'],
]);

/** @throws HttpFault 501 for what the emulator lacks, 400 for a view without a query */
export function checkTableBody(body: TableBody): void {
  for (const [name, value] of Object.entries(body)) {
    const what = LACKING.get(name);
    if (what !== undefined && value !== null && value !== undefined) throw unsupported(what);
  }
  const { view } = body;
  if (!view) return;
  if (!view.query) throw new HttpFault({ status: 400, reason: 'required', message: 'Required parameter is missing: view.query' });
  if (view.useLegacySql) throw unsupported('A view in legacy SQL (view.useLegacySql)');
  if (view.userDefinedFunctionResources?.length) throw unsupported('view.userDefinedFunctionResources');
  if (view.privacyPolicy) throw unsupported('view.privacyPolicy');
}

/** The parts of a body that clients set, without those that only the service does. */
export function tableOf({ view, ...body }: TableBody, tableReference: TableResource['tableReference']): TableResource {
  const own = { ...body, tableReference, snapshotDefinition: undefined, cloneDefinition: undefined };
  return { ...own, ...(view ? { type: 'VIEW', view: { query: view.query, useLegacySql: false } } : { type: undefined }) };
}

/** @throws HttpFault 400 for a time that is over */
export function checkExpiration({ expirationTime }: TableResource, now: Date): void {
  if (expirationTime === undefined || Number(expirationTime) > now.getTime()) return;
  throw badRequest('Invalid value for expirationTime: The expiration time must be in the future.');
}

/**
 * A view with the columns of its query. What a client says of a column stays.
 * @throws JobError where the query cannot run
 */
export async function withViewSchema(table: TableResource, { bigquery }: Pick<BigQueryHttpContext, 'bigquery'>): Promise<TableResource> {
  if (!table.view) return table;
  const { projectId, datasetId } = table.tableReference;
  const location = bigquery.findDataset({ projectId, datasetId })?.location ?? 'US';
  const { schema } = await bigquery.dryRun({
    jobReference: { projectId, jobId: 'view', location },
    configuration: { query: { query: table.view.query, useLegacySql: false } },
  });
  return schema ? { ...table, schema: withDescriptions(schema, table.schema) } : table;
}

function withDescriptions(schema: TableSchema, given: TableSchema | undefined): TableSchema {
  const descriptions = new Map((given?.fields ?? []).map(({ name, description }) => [name.toLowerCase(), description]));
  return {
    fields: schema.fields.map((field) => {
      const description = descriptions.get(field.name.toLowerCase());
      return description === undefined ? field : { ...field, description };
    }),
  };
}
