import { z } from 'zod';
import { DispatchError } from '../../src/core/errors';
import type { RangePartitioning, TableResource, TableSchema, TimePartitioning } from '../../src/core/job-resource';
import type { TableReference } from '../../src/core/table-ref';
import type { CharacterMap } from './data/autodetect/column-names';
import { parseSchema } from './data/schema';
import { ENCODINGS } from './data/text-encoding';
import type { FileFormat } from './file-format';
import { createDisposition, gsUri, int64, invalidRequest, parseSection, rangePartitioning, tableReference, wholeNumber, writeDisposition } from './job-configuration';

const PATH = 'configuration.load';
const FORMATS = ['CSV', 'NEWLINE_DELIMITED_JSON', 'AVRO', 'PARQUET'] as const;
const LACKING = ['ORC', 'DATASTORE_BACKUP', 'GOOGLE_SHEETS', 'BIGTABLE', 'ICEBERG'];

const timePartitioning = z.strictObject({
  type: z.enum(['DAY', 'HOUR', 'MONTH', 'YEAR']),
  field: z.string().optional(),
  expirationMs: int64.optional(),
  requirePartitionFilter: z.boolean().optional(),
});
const tableProperties = z.strictObject({
  description: z.string().optional(),
  friendlyName: z.string().optional(),
  labels: z.record(z.string(), z.string()).optional(),
  expirationTime: int64.optional(),
});

const LOAD = z.object({
  sourceUris: z.array(gsUri).optional(),
  destinationTable: tableReference,
  destinationTableProperties: tableProperties.optional(),
  schema: z.unknown().optional(),
  sourceFormat: z.string().default('CSV'),
  createDisposition,
  writeDisposition: writeDisposition.default('WRITE_APPEND'),
  schemaUpdateOptions: z.array(z.enum(['ALLOW_FIELD_ADDITION', 'ALLOW_FIELD_RELAXATION'])).optional(),
  maxBadRecords: wholeNumber.default(0),
  ignoreUnknownValues: z.boolean().optional(),
  autodetect: z.boolean().optional(),
  skipLeadingRows: wholeNumber.optional(),
  fieldDelimiter: z.string().optional(),
  quote: z.string().max(1).optional(),
  nullMarker: z.string().optional(),
  nullMarkers: z.array(z.string()).optional(),
  allowQuotedNewlines: z.boolean().optional(),
  allowJaggedRows: z.boolean().optional(),
  preserveAsciiControlCharacters: z.boolean().optional(),
  encoding: z.enum(ENCODINGS).default('UTF-8'),
  columnNameCharacterMap: z.enum(['COLUMN_NAME_CHARACTER_MAP_UNSPECIFIED', 'STRICT', 'V1', 'V2']).optional(),
  sourceColumnMatch: z.enum(['SOURCE_COLUMN_MATCH_UNSPECIFIED', 'POSITION']).optional(),
  fileSetSpecType: z.literal('FILE_SET_SPEC_TYPE_FILE_SYSTEM_MATCH').optional(),
  timeZone: z.enum(['UTC', 'Etc/UTC']).optional(),
  useAvroLogicalTypes: z.boolean().optional(),
  decimalTargetTypes: z.array(z.enum(['NUMERIC', 'BIGNUMERIC', 'STRING'])).optional(),
  parquetOptions: z
    .strictObject({
      enableListInference: z.boolean().optional(),
      enumAsString: z.boolean().optional(),
      mapTargetType: z.enum(['MAP_TARGET_TYPE_UNSPECIFIED', 'ARRAY_OF_STRUCT']).optional(),
    })
    .optional(),
  timePartitioning: timePartitioning.optional(),
  rangePartitioning: rangePartitioning.optional(),
  clustering: z.strictObject({ fields: z.array(z.string()).min(1) }).optional(),
});

/** What a load job is to do, checked. */
export interface Load extends FileFormat {
  /** None where the bytes come with the request. */
  readonly sourceUris: readonly string[];
  readonly destinationTable: TableReference;
  readonly destinationTableProperties?: Pick<TableResource, 'description' | 'friendlyName' | 'labels' | 'expirationTime'>;
  /** As given with the job. */
  readonly schema?: TableSchema;
  readonly createDisposition: string;
  readonly writeDisposition: string;
  readonly schemaUpdateOptions?: readonly string[];
  readonly timePartitioning?: TimePartitioning;
  readonly rangePartitioning?: RangePartitioning;
  readonly clustering?: { readonly fields: readonly string[] };
}

/**
 * @param options.hasUpload whether the bytes come with the request, so that there are no URIs
 * @throws DispatchError INVALID_REQUEST naming the field, UNSUPPORTED for what the emulator lacks
 */
export function parseLoad(section: unknown, { hasUpload }: { hasUpload: boolean }): Load {
  const { schema, sourceFormat, fieldDelimiter, parquetOptions, columnNameCharacterMap, ...rest } = parseSection(section, LOAD, PATH);
  const sourceUris = rest.sourceUris ?? [];
  if (sourceUris.length === 0 && !hasUpload) throw invalidRequest(`${PATH}.sourceUris: Required, with at least one URI`);
  if (sourceUris.length > 0 && hasUpload) throw invalidRequest(`${PATH}.sourceUris: a load of uploaded bytes has no URIs`);
  if (rest.nullMarker !== undefined && rest.nullMarkers) throw invalidRequest(`${PATH}: only one of nullMarker and nullMarkers may be given`);
  return {
    ...rest,
    sourceUris,
    sourceFormat: parseFormat(sourceFormat),
    ...(fieldDelimiter !== undefined && fieldDelimiter !== '' && { fieldDelimiter: parseDelimiter(fieldDelimiter, PATH) }),
    schema: schemaOf(schema),
    characterMap: (columnNameCharacterMap?.startsWith('COLUMN') ? undefined : columnNameCharacterMap) as CharacterMap | undefined,
    parquet: { ...parquetOptions, mapAsList: parquetOptions?.mapTargetType === 'ARRAY_OF_STRUCT' },
  };
}

/** A delimiter of CSV; `tab` and `\t` stand for a tab, as in BigQuery. */
export function parseDelimiter(text: string, path: string): string {
  if (text === '' || text === 'tab' || text === '\\t') return text === '' ? ',' : '\t';
  if (/^.$/su.test(text)) return text;
  throw invalidRequest(`${path}.fieldDelimiter: expected one character, found ${JSON.stringify(text)}`);
}

function parseFormat(format: string): FileFormat['sourceFormat'] {
  const known = FORMATS.find((name) => name === format.toUpperCase());
  if (known) return known;
  if (LACKING.includes(format.toUpperCase())) throw new DispatchError('UNSUPPORTED', `${PATH}.sourceFormat ${format} is not emulated; ${FORMATS.join(', ')} are`);
  throw invalidRequest(`${PATH}.sourceFormat: ${JSON.stringify(format)} is not a known format; expected one of ${FORMATS.join(', ')}`);
}

function schemaOf(given: unknown): TableSchema | undefined {
  if (given === undefined || given === null || (typeof given === 'object' && Object.keys(given).length === 0)) return undefined;
  if (typeof given === 'object' && 'fields' in given && Array.isArray(given.fields) && given.fields.length === 0) return undefined;
  const { schema, problems } = parseSchema(given);
  if (problems.length === 0) return schema;
  throw invalidRequest(problems.map(({ path, message }) => `${[PATH, 'schema', ...path].join('.')}: ${message}`).join('; '));
}
