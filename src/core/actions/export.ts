import { z } from 'zod';
import { DispatchError } from '../errors';
import { formatGsUrl, parseGsUrl, type GsUrl } from '../gs-url';
import type { ObjectStore } from '../ports/object-store';
import { flag, gsUrl, keyword, table, text } from '../rules/terms';
import { formatTable } from '../table-ref';
import { defineAction, type ObjectVersion } from './action';
import { formatOfName } from './file-format';
import { sourceTable } from './source-table';
import { objectsMatching } from './wildcard';

/** Extracts a table to Cloud Storage; format and compression are read off the URL unless given. */
export const exportAction = defineAction({
  name: 'export',
  request: z.object({
    Source: table().optional().describe('The table to read; else that of the job.'),
    DestURL: gsUrl().meta({ description: 'A file, or with a * as many as are needed. Format and compression are read off it.', examples: ['gs://landing/orders-$Date.json.gz'] }),
    Format: keyword(['NEWLINE_DELIMITED_JSON', 'CSV', 'AVRO', 'PARQUET']).optional().describe('The format; else read off DestURL.'),
    Compression: keyword(['GZIP', 'DEFLATE', 'SNAPPY', 'ZSTD', 'NONE']).optional().describe('The compression; else GZIP where DestURL says .gz.'),
    FieldDelimiter: text('a delimiter').optional().describe('What stands between the fields of CSV.'),
    IncludeHeader: flag().optional().describe('Whether CSV begins with the names of the columns.'),
    UseAvroLogicalTypes: flag().optional().describe('Whether Avro has logical types, such as timestamps.'),
    ProjectID: text('a project ID').optional().describe('The project that runs the job.'),
  }).meta({ description: 'Extracts a table to Cloud Storage.', examples: [{ DestURL: 'gs://landing/orders-$Date.json.gz' }] }),
  async run({ Source, DestURL, ProjectID, ...request }, context) {
    const dest = parseGsUrl(DestURL);
    const source = sourceTable(Source, ProjectID === undefined ? context : { ...context, defaultProject: ProjectID });
    const extract = {
      sourceTable: source,
      destinationUris: [formatGsUrl(dest)],
      destinationFormat: request.Format ?? formatOf(dest, request.FieldDelimiter),
      compression: request.Compression ?? (/\.gz(?![a-z])/.test(dest.name) ? 'GZIP' : 'NONE'),
      fieldDelimiter: request.FieldDelimiter,
      printHeader: request.IncludeHeader,
      useAvroLogicalTypes: request.UseAvroLogicalTypes,
    };
    const job = await context.jobs.run({ extract }, { projectId: ProjectID });
    const what = `${formatTable(source)} to ${formatGsUrl(dest)}`;
    if (!job) return { effect: `started to export ${what}` };
    return { effect: `exported ${what}`, wrote: await written(context.objects, dest), job };
  },
});

function formatOf({ name }: GsUrl, delimiter: string | undefined): string {
  const format = formatOfName(name);
  if (format !== undefined) return format;
  if (delimiter !== undefined) return 'CSV';
  throw new DispatchError('INVALID_VALUE', `DestURL: no format can be read off ${JSON.stringify(name)}`, {
    hint: 'End the name in .json, .csv, .avro or .parquet (and .gz), or give Format.',
  });
}

async function written(objects: ObjectStore, dest: GsUrl): Promise<ObjectVersion[]> {
  if (dest.name.includes('*')) return objectsMatching(objects, dest);
  const file = await objects.stat(dest);
  return file ? [file] : [];
}
