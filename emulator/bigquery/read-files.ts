import type { ErrorProto, TableSchema } from '../../src/core/job-resource';
import { fitColumnNames, type CharacterMap } from './data/autodetect/column-names';
import { detectCsv } from './data/autodetect/detect-csv';
import { detectNdjson } from './data/autodetect/detect-ndjson';
import { FileFault, type FileTable } from './data/file-table';
import { decodeText } from './data/text-encoding';
import type { FileFormat, LoadedFile } from './file-format';
import { invalid } from './job-error';
import { readTextRows, type TextFile } from './read-text-rows';
import { fileError, unpackFile, type SourceFile } from './source-files';

/** The rows of all files, and an error for each that was passed over. */
export interface LoadedRows {
  /** What the files say their columns are; `undefined` where they say nothing and have no rows. */
  readonly schema: TableSchema | undefined;
  /** Whether the schema was read off the files, and not given. */
  readonly ownSchema: boolean;
  readonly files: readonly LoadedFile[];
  readonly errors: readonly ErrorProto[];
}

/** How files are to be read. */
export interface Reading {
  /** The schema of the job, which overrides a file's own. */
  readonly job?: TableSchema;
  /** The schema of the table, a last resort. */
  readonly table?: TableSchema;
  readonly signal: AbortSignal;
}

/** Reads files into rows. @throws JobError invalid where a file is broken */
export async function readFiles(files: readonly SourceFile[], format: FileFormat, reading: Reading): Promise<LoadedRows> {
  switch (format.sourceFormat) {
    case 'AVRO':
    case 'PARQUET': {
      const tables = await readTables(files, format);
      return { schema: tables.at(-1)?.schema, ownSchema: true, files: tables, errors: [] };
    }
    case 'CSV':
    case 'NEWLINE_DELIMITED_JSON':
      return readTexts(files.map((file) => ({ ...file, text: decodeText(unpackFile(file), format.encoding) })), format, reading);
  }
}

async function readTables(files: readonly SourceFile[], format: FileFormat): Promise<LoadedFile[]> {
  const read = await tableReader(format);
  const tables: LoadedFile[] = [];
  for (const file of files) {
    try {
      tables.push({ file, ...(await read(file.bytes)) });
    } catch (error) {
      throw error instanceof FileFault ? fileError(file, error.message) : error;
    }
  }
  return tables;
}

async function tableReader(format: FileFormat): Promise<(bytes: Uint8Array) => FileTable | Promise<FileTable>> {
  const { decimalTargetTypes, useAvroLogicalTypes, characterMap = 'STRICT' } = format;
  if (format.sourceFormat === 'AVRO') {
    const { readAvro } = await import('./data/avro/read-avro');
    return (bytes) => readAvro(bytes, { decimalTargetTypes, useAvroLogicalTypes });
  }
  const { readParquet } = await import('./data/parquet/read-parquet');
  return async (bytes) => {
    const { schema, rows } = await readParquet(bytes, { ...format.parquet, decimalTargetTypes });
    return { schema: { fields: fitFields(schema.fields, characterMap) }, rows };
  };
}

function fitFields(fields: TableSchema['fields'], map: CharacterMap): TableSchema['fields'] {
  if (map === 'STRICT') return fields;
  const names = fitColumnNames(fields.map(({ name }) => name), map);
  return fields.map((field, position) => ({ ...field, name: names[position] ?? field.name, ...(field.fields && { fields: fitFields(field.fields, map) }) }));
}

async function readTexts(files: readonly TextFile[], format: FileFormat, given: Reading): Promise<LoadedRows> {
  const detects = format.autodetect === true && !given.job;
  const { schema, format: known } = detects ? detect(files, format) : { schema: given.job ?? given.table, format };
  if (!schema) {
    if (!given.table && !detects) throw invalid('No schema specified on job or table.');
    return { schema: given.table, ownSchema: false, files: [], errors: [] };
  }
  return { schema, ownSchema: detects, ...(await readTextRows(files, schema, { ...known, signal: given.signal })) };
}

/** Columns are guessed from the first file that has rows. */
function detect(files: readonly TextFile[], format: FileFormat): { schema?: TableSchema; format: FileFormat } {
  if (format.sourceFormat === 'NEWLINE_DELIMITED_JSON') return { schema: detectNdjson(files.map(({ text }) => text)), format };
  const nullMarkers = format.nullMarkers ?? (format.nullMarker === undefined ? [] : [format.nullMarker]);
  for (const { text } of files) {
    const { schema, ...found } = detectCsv(text, { ...format, nullMarkers, characterMap: format.characterMap === 'V2' ? 'V2' : 'V1' });
    if (schema) return { schema, format: { ...format, ...found, allowQuotedNewlines: true } };
  }
  return { format };
}
