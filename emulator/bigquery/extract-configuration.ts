import { z } from 'zod';
import { DispatchError } from '../../src/core/errors';
import { parseGsUrl, type GsUrl } from '../../src/core/gs-url';
import type { TableReference } from '../../src/core/table-ref';
import { gsUri, invalidRequest, parseSection, tableReference } from './job-configuration';
import { parseDelimiter } from './load-configuration';
import { shardUrl } from './shards';

const PATH = 'configuration.extract';

const EXTRACT = z.object({
  sourceTable: tableReference,
  destinationUri: gsUri.optional(),
  destinationUris: z.array(gsUri).optional(),
  destinationFormat: z.string().default('CSV'),
  compression: z.string().default('NONE'),
  fieldDelimiter: z.string().default(','),
  printHeader: z.boolean().default(true),
  useAvroLogicalTypes: z.boolean().optional(),
});

export type ExtractCompression = 'NONE' | 'GZIP' | 'DEFLATE' | 'SNAPPY' | 'ZSTD';

/** What an extract job is to do, checked. */
export interface Extract {
  readonly sourceTable: TableReference;
  readonly destinations: readonly GsUrl[];
  readonly format: 'CSV' | 'NEWLINE_DELIMITED_JSON' | 'AVRO' | 'PARQUET';
  /** One that goes with the format. */
  readonly compression: ExtractCompression;
  readonly fieldDelimiter: string;
  readonly printHeader: boolean;
  readonly useAvroLogicalTypes: boolean;
}

/** How files of each format can be packed. */
const COMPRESSIONS: Readonly<Record<Extract['format'], readonly ExtractCompression[]>> = {
  CSV: ['NONE', 'GZIP'],
  NEWLINE_DELIMITED_JSON: ['NONE', 'GZIP'],
  AVRO: ['NONE', 'DEFLATE', 'SNAPPY'],
  PARQUET: ['NONE', 'GZIP', 'SNAPPY', 'ZSTD'],
};

/** @throws DispatchError INVALID_REQUEST naming the field, UNSUPPORTED for what the emulator lacks */
export function parseExtract(section: unknown): Extract {
  if (typeof section === 'object' && section !== null && 'sourceModel' in section && section.sourceModel) {
    throw new DispatchError('UNSUPPORTED', `${PATH}.sourceModel is not emulated; there are no models`);
  }
  const { sourceTable, destinationFormat, compression, printHeader, useAvroLogicalTypes = false, ...rest } = parseSection(section, EXTRACT, PATH);
  const format = parseFormat(destinationFormat);
  const uris = rest.destinationUris?.length ? rest.destinationUris : rest.destinationUri ? [rest.destinationUri] : [];
  const fieldDelimiter = parseDelimiter(rest.fieldDelimiter, PATH);
  return { sourceTable, destinations: parseDestinations(uris), format, compression: parseCompression(compression, format), fieldDelimiter, printHeader, useAvroLogicalTypes };
}

function parseFormat(format: string): Extract['format'] {
  const known = (Object.keys(COMPRESSIONS) as Extract['format'][]).find((name) => name === format.toUpperCase());
  return known ?? refused('destinationFormat', format, ['ML_TF_SAVED_MODEL', 'ML_XGBOOST_BOOSTER']);
}

function parseCompression(compression: string, format: Extract['format']): ExtractCompression {
  const known = COMPRESSIONS[format].find((name) => name === compression.toUpperCase());
  if (known) return known;
  throw invalidRequest(`${PATH}.compression: ${JSON.stringify(compression)} is not one of ${COMPRESSIONS[format].join(', ')}, which go with ${format}`);
}

function refused(field: string, value: string, lacking: readonly string[]): never {
  if (lacking.includes(value)) throw new DispatchError('UNSUPPORTED', `${PATH}.${field} ${value} is not emulated`);
  throw invalidRequest(`${PATH}.${field}: ${JSON.stringify(value)} is not known`);
}

function parseDestinations(uris: readonly string[]): GsUrl[] {
  const path = `${PATH}.destinationUris`;
  if (uris.length === 0) throw invalidRequest(`${path} is required, with at least one URI`);
  const urls = uris.map(parseGsUrl);
  urls.forEach((url, index) => {
    const sizeBytes = Buffer.byteLength(shardUrl(url, 0).name);
    if (sizeBytes === 0 || sizeBytes > 1024) throw invalidRequest(`${path}.${index}: an object's name has 1 to 1,024 bytes in UTF-8, this one ${sizeBytes}`);
    if (urls.length > 1 && !url.name.includes('*')) throw invalidRequest(`${path}.${index}: where there are several URIs each has a *`);
  });
  return urls;
}
