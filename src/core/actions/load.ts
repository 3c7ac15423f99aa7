import { z } from 'zod';
import { DispatchError } from '../errors';
import { parseGsUrl } from '../gs-url';
import type { JobConfigurationLoad, JobResource } from '../job-resource';
import { anything, exactlyOne, flag, keyword, table, text } from '../rules/terms';
import { formatTable, parseTable, type TableReference } from '../table-ref';
import { defineAction, type ActionContext } from './action';
import { formatOfName } from './file-format';

/** BigQuery's limit for the source URIs of a load job. */
const MAX_URIS = 10_000;

const passed = anything().describe('Passed on to BigQuery, as a field of JobConfigurationLoad.');

/** Fields of JobConfigurationLoad that go to BigQuery as they are. */
const PASSED_ON = {
  schema: passed, schemaUpdateOptions: passed, createDisposition: passed, autodetect: passed, maxBadRecords: passed, ignoreUnknownValues: passed,
  skipLeadingRows: passed, fieldDelimiter: passed, quote: passed, nullMarker: passed, nullMarkers: passed, allowQuotedNewlines: passed, allowJaggedRows: passed,
  preserveAsciiControlCharacters: passed, encoding: passed, jsonExtension: passed, projectionFields: passed, timePartitioning: passed, rangePartitioning: passed,
  clustering: passed, destinationEncryptionConfiguration: passed, useAvroLogicalTypes: passed, decimalTargetTypes: passed, parquetOptions: passed, hivePartitioningOptions: passed,
  referenceFileSchemaUri: passed, destinationTableProperties: passed, columnNameCharacterMap: passed, timeZone: passed, dateFormat: passed, datetimeFormat: passed,
  timeFormat: passed, timestampFormat: passed, sourceColumnMatch: passed, fileSetSpecType: passed,
};

const optional = <Shape extends Record<string, z.ZodType>>(shape: Shape) => z.object(shape).partial().shape;

const destination = () =>
  z.union([table(), z.object({ projectId: text('a project ID').optional().describe('The project; else that of tables which name none.'), datasetId: text('a dataset ID').describe('The dataset.'), tableId: text('a table ID').describe('The table.') })], {
    error: 'a table, [project:]dataset.table or { projectId, datasetId, tableId }',
  });

/** Loads files into a table; replaces its rows unless `Append`. More URIs than a job takes are loaded in several. */
export const loadAction = defineAction({
  name: 'load',
  request: exactlyOne(z.object({
    sourceUris: z.union([text('a gs:// URI or a list of them'), z.array(text('a gs:// URI'))], { error: 'a gs:// URI or a list of them' }).meta({
      description: 'A URI, a list of them, or $LoadURIs. More than 10,000 are loaded by several jobs.', examples: ['$LoadURIs'],
    }),
    destinationTable: destination().optional().describe('The table as the REST API has it, or as a text.'),
    Dest: table().optional().describe('The table to write.'),
    sourceFormat: text('a format such as CSV').optional().meta({ description: 'The format; else read off the first URI.', examples: ['NEWLINE_DELIMITED_JSON', 'CSV', 'AVRO', 'PARQUET', 'ORC'] }),
    writeDisposition: keyword(['WRITE_TRUNCATE', 'WRITE_APPEND', 'WRITE_EMPTY']).optional().describe('As the REST API says it; it goes before Append.'),
    Append: flag().optional().meta({ description: 'true: adds to the table, instead of replacing its rows.', default: false }),
    DMLAppend: flag().optional().meta({ description: 'true: loads into a table beside it, from which one INSERT takes the rows.', default: false }),
    ...optional(PASSED_ON),
  }), ['destinationTable', 'Dest']).meta({ description: 'Loads files of Cloud Storage into a table.', examples: [{ sourceUris: '$LoadURIs', Dest: 'sales.orders', sourceFormat: 'NEWLINE_DELIMITED_JSON' }] }),
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
