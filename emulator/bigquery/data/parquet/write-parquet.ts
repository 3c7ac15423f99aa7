import { readFile } from 'node:fs/promises';
import type { TableFieldSchema, TableSchema } from '../../../../src/core/job-resource';
import { fieldMode } from '../schema';
import type { Row } from '../row';
import { withDuckDb, type DuckDb, type DuckDbSession } from './duckdb-session';
import { columnWriter } from './parquet-writers';

export type ParquetCodec = 'UNCOMPRESSED' | 'SNAPPY' | 'GZIP' | 'ZSTD';

/** The metadata in which an extract notes the modes of fields: DuckDB writes each field as optional, and lists as groups. */
export const MODES_KEY = 'bq-dispatch.modes';

const CHUNK_ROWS = 2048;

/** A Parquet file of rows. */
export async function writeParquet(rows: readonly Row[], schema: TableSchema, codec: ParquetCodec): Promise<Buffer> {
  return withDuckDb(async (session) => {
    await fill(session, rows, schema);
    const modes = JSON.stringify(modesOf(schema.fields, ''));
    await session.connection.run(`COPY data TO ${session.fileLiteral} (FORMAT parquet, COMPRESSION ${codec}, KV_METADATA { ${quote(MODES_KEY)}: '${modes.replaceAll("'", "''")}' })`);
    return readFile(session.file);
  });
}

async function fill({ duckdb, connection }: DuckDbSession, rows: readonly Row[], { fields }: TableSchema): Promise<void> {
  const writers = fields.map((field) => columnWriter(field, duckdb));
  const columns = fields.map(({ name }, position) => `${quote(name)} ${writers[position]!.type.toString()}`);
  await connection.run(`CREATE TABLE data (${columns.join(', ')})`);
  const appender = await connection.createAppender('data');
  for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
    const part = rows.slice(start, start + CHUNK_ROWS);
    appender.appendDataChunk(chunkOf(part, writers, duckdb));
  }
  appender.closeSync();
}

function chunkOf(rows: readonly Row[], writers: readonly ReturnType<typeof columnWriter>[], duckdb: DuckDb): InstanceType<DuckDb['DuckDBDataChunk']> {
  const chunk = duckdb.DuckDBDataChunk.create(writers.map(({ type }) => type), rows.length);
  writers.forEach(({ convert }, position) => chunk.setColumnValues(position, rows.map((row) => convert(row[position] ?? null))));
  return chunk;
}

function modesOf(fields: readonly TableFieldSchema[], prefix: string): [path: string, mode: string][] {
  return fields.flatMap((field): [string, string][] => {
    const path = prefix + field.name;
    const mode = fieldMode(field);
    return [...(mode === 'NULLABLE' ? [] : [[path, mode] as [string, string]]), ...modesOf(field.fields ?? [], `${path}.`)];
  });
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
