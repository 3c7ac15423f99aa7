import { z } from 'zod';
import { DispatchError } from '../../src/core/errors';
import type { TableSchema, TimePartitioning } from '../../src/core/job-resource';
import type { TableReference } from '../../src/core/table-ref';
import { parseSchema } from './data/schema';
import { createDisposition, gsUri, invalidRequest, parseSection, tableReference, wholeNumber, writeDisposition } from './job-configuration';
import type { RowFormat } from './read-rows';
import type { Encoding } from './source-files';

const PATH = 'configuration.load';
const LACKING = new Set(['AVRO', 'PARQUET', 'ORC', 'DATASTORE_BACKUP', 'GOOGLE_SHEETS', 'BIGTABLE']);

const LOAD = z.object({
  sourceUris: z.array(gsUri).min(1),
  destinationTable: tableReference,
  schema: z.unknown().optional(),
  sourceFormat: z.string().default('CSV'),
  createDisposition,
  writeDisposition: writeDisposition.default('WRITE_APPEND'),
  maxBadRecords: wholeNumber.default(0),
  ignoreUnknownValues: z.boolean().optional(),
  autodetect: z.boolean().optional(),
  skipLeadingRows: wholeNumber.optional(),
  fieldDelimiter: z.string().optional(),
  quote: z.string().max(1).optional(),
  nullMarker: z.string().optional(),
  allowQuotedNewlines: z.boolean().optional(),
  allowJaggedRows: z.boolean().optional(),
  encoding: z.enum(['UTF-8', 'ISO-8859-1']).default('UTF-8'),
  timePartitioning: z.object({ type: z.enum(['DAY', 'HOUR', 'MONTH', 'YEAR']), field: z.string().optional(), expirationMs: z.string().optional() }).optional(),
  clustering: z.object({ fields: z.array(z.string()).min(1) }).optional(),
});

/** What a load job is to do, checked. */
export interface Load extends RowFormat {
  readonly sourceUris: readonly string[];
  readonly destinationTable: TableReference;
  readonly schema?: TableSchema;
  readonly createDisposition: string;
  readonly writeDisposition: string;
  readonly encoding: Encoding;
  readonly timePartitioning?: TimePartitioning;
  readonly clustering?: { readonly fields: readonly string[] };
}

/** @throws DispatchError INVALID_REQUEST naming the field, UNSUPPORTED for what the emulator lacks */
export function parseLoad(section: unknown): Load {
  const { autodetect, schema, sourceFormat, fieldDelimiter, ...rest } = parseSection(section, LOAD, PATH);
  if (autodetect) throw new DispatchError('UNSUPPORTED', `${PATH}.autodetect is not emulated`, { hint: 'Give the job a schema, or create the table first.' });
  if (sourceFormat !== 'CSV' && sourceFormat !== 'NEWLINE_DELIMITED_JSON') throw refusedFormat(sourceFormat);
  const delimiter = fieldDelimiter === undefined ? {} : { fieldDelimiter: parseDelimiter(fieldDelimiter, PATH) };
  return { ...rest, ...delimiter, sourceFormat, schema: schemaOf(schema) };
}

/** A delimiter of CSV; `tab` and `\t` stand for a tab, as in BigQuery. */
export function parseDelimiter(text: string, path: string): string {
  if (text === '' || text === 'tab' || text === '\\t') return text === '' ? ',' : '\t';
  if (/^.$/su.test(text)) return text;
  throw invalidRequest(`${path}.fieldDelimiter: expected one character, found ${JSON.stringify(text)}`);
}

function refusedFormat(format: string): DispatchError {
  if (LACKING.has(format)) return new DispatchError('UNSUPPORTED', `${PATH}.sourceFormat ${format} is not emulated; CSV and NEWLINE_DELIMITED_JSON are`);
  return invalidRequest(`${PATH}.sourceFormat: ${JSON.stringify(format)} is not a known format; expected CSV or NEWLINE_DELIMITED_JSON`);
}

function schemaOf(given: unknown): TableSchema | undefined {
  if (given === undefined || given === null || (typeof given === 'object' && Object.keys(given).length === 0)) return undefined;
  const { schema, problems } = parseSchema(given);
  if (problems.length === 0) return schema;
  throw invalidRequest(problems.map(({ path, message }) => `${[PATH, 'schema', ...path].join('.')}: ${message}`).join('; '));
}
