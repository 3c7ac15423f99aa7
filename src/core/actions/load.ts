import { z } from 'zod';
import { DispatchError } from '../errors';
import { parseGsUrl } from '../gs-url';
import type { JobConfigurationLoad, JobResource } from '../job-resource';
import { anything, flag, keyword, table, text } from '../rules/terms';
import { formatTable, parseTable, type TableReference } from '../table-ref';
import { defineAction, type ActionContext } from './action';
import { formatOfName } from './file-format';

/** BigQuery's limit for the source URIs of a load job. */
const MAX_URIS = 10_000;

/** Fields of JobConfigurationLoad that go to BigQuery as they are. */
const PASSED_ON = {
  schema: anything(), schemaUpdateOptions: anything(), createDisposition: anything(), autodetect: anything(), maxBadRecords: anything(), ignoreUnknownValues: anything(),
  skipLeadingRows: anything(), fieldDelimiter: anything(), quote: anything(), nullMarker: anything(), nullMarkers: anything(), allowQuotedNewlines: anything(), allowJaggedRows: anything(),
  preserveAsciiControlCharacters: anything(), encoding: anything(), jsonExtension: anything(), projectionFields: anything(), timePartitioning: anything(), rangePartitioning: anything(),
  clustering: anything(), destinationEncryptionConfiguration: anything(), useAvroLogicalTypes: anything(), decimalTargetTypes: anything(), parquetOptions: anything(), hivePartitioningOptions: anything(),
  referenceFileSchemaUri: anything(), destinationTableProperties: anything(), columnNameCharacterMap: anything(), timeZone: anything(), dateFormat: anything(), datetimeFormat: anything(),
  timeFormat: anything(), timestampFormat: anything(), sourceColumnMatch: anything(), fileSetSpecType: anything(),
};

const optional = <Shape extends Record<string, z.ZodType>>(shape: Shape) => z.object(shape).partial().shape;

const destination = () =>
  z.union([table(), z.object({ projectId: text('a project ID').optional(), datasetId: text('a dataset ID'), tableId: text('a table ID') })], {
    error: 'a table, [project:]dataset.table or { projectId, datasetId, tableId }',
  });

/** Loads files into a table; replaces its rows unless `Append`. More URIs than a job takes are loaded in several. */
export const loadAction = defineAction({
  name: 'load',
  request: z
    .object({
      sourceUris: z.union([text('a gs:// URI or a list of them'), z.array(text('a gs:// URI'))], { error: 'a gs:// URI or a list of them' }),
      destinationTable: destination().optional(),
      Dest: table().optional(),
      sourceFormat: text('a format such as CSV').optional(),
      writeDisposition: keyword(['WRITE_TRUNCATE', 'WRITE_APPEND', 'WRITE_EMPTY']).optional(),
      Append: flag().optional(),
      DMLAppend: flag().optional(),
      ...optional(PASSED_ON),
    })
    .refine(({ destinationTable, Dest }) => (destinationTable === undefined) !== (Dest === undefined), { error: 'either destinationTable or Dest' }),
  async run({ sourceUris: given, destinationTable, Dest, sourceFormat, writeDisposition, Append, DMLAppend, ...rest }, context) {
    const uris = [given].flat().flatMap((uri) => uri.split(',')).filter((uri) => uri !== '');
    if (uris.length === 0) throw new DispatchError('SOURCE_MISSING', 'sourceUris names no URI');
    const dest = tableOf(destinationTable ?? Dest ?? '', context.defaultProject);
    const load = { ...rest, sourceFormat: sourceFormat ?? formatOfName(parseGsUrl(uris[0] as string).name) ?? 'CSV' } as JobConfigurationLoad;
    const what = `${uris.length === 1 ? uris[0] : `${uris.length} URIs`} into ${formatTable(dest)}`;
    if (DMLAppend) return { effect: `loaded ${what}`, job: await appendByDml(load, { uris, dest, context }) };
    const first = writeDisposition ?? (Append ? 'WRITE_APPEND' : 'WRITE_TRUNCATE');
    const job = await loadAll({ ...load, destinationTable: dest, writeDisposition: first }, uris, { context, name: '' });
    return job ? { effect: `loaded ${what}`, job } : { effect: `started to load ${what}` };
  },
});

/** The jobs of a load, each with as many URIs as it may have; all but the first append. */
async function loadAll(load: JobConfigurationLoad, uris: readonly string[], { context, name }: { context: ActionContext; name: string }): Promise<JobResource | undefined> {
  const single = uris.length <= MAX_URIS;
  let last: JobResource | undefined;
  for (let start = 0; start < uris.length; start += MAX_URIS) {
    const writeDisposition = start === 0 ? load.writeDisposition : 'WRITE_APPEND';
    const part = single && name === '' ? undefined : `${name}${start}`;
    last = await context.jobs.run({ load: { ...load, writeDisposition, sourceUris: uris.slice(start, start + MAX_URIS) } }, { part });
  }
  return last;
}

/** Into a table of its own first, from which one INSERT takes the rows: readers see all of them or none. */
async function appendByDml(load: JobConfigurationLoad, { uris, dest, context }: { uris: readonly string[]; dest: TableReference; context: ActionContext }): Promise<JobResource | undefined> {
  const staging = { ...dest, tableId: `${dest.tableId.replace(/\$.*$/, '')}_${context.jobs.tag}` };
  const standing = await context.bigquery.getTable(dest);
  const schema = load.schema ?? (load.autodetect ? undefined : standing?.schema);
  await loadAll({ ...load, schema, destinationTable: staging, writeDisposition: 'WRITE_TRUNCATE' }, uris, { context, name: 'staging' });
  const loaded = await context.bigquery.getTable(staging);
  const columns = (loaded?.schema?.fields ?? []).map(({ name }) => quoted(name)).join(', ');
  const query = `INSERT INTO ${quoted(dest)} (${columns}) SELECT ${columns} FROM ${quoted(staging)}`;
  const job = await context.jobs.run({ query: { query, useLegacySql: false } }, { part: 'insert' });
  await context.bigquery.deleteTable(staging);
  return job;
}

function quoted(name: string | TableReference): string {
  const text = typeof name === 'string' ? name : `${name.projectId}.${name.datasetId}.${name.tableId}`;
  return `\`${text.replace(/[\\`]/g, '\\$&')}\``;
}

function tableOf(given: string | { projectId?: string; datasetId: string; tableId: string }, defaultProject: string): TableReference {
  return typeof given === 'string' ? parseTable(given, defaultProject) : { projectId: defaultProject, ...given };
}
