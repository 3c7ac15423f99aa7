import { writeFile } from 'node:fs/promises';
import { FileFault, type FileTable } from '../file-table';
import type { Row } from '../row';
import { withDuckDb, type DuckDbSession } from './duckdb-session';
import { NODE_COLUMNS, parseParquetNodes } from './parquet-node';
import type { ParquetReadOptions } from './parquet-shape';
import { fieldOfNode, type NotedModes } from './parquet-types';
import { MODES_KEY } from './write-parquet';

const MAGIC = 'PAR1';

/**
 * Reads a Parquet file, as a load job does.
 * @throws FileFault where it is broken, or has types that BigQuery does not load or that are not emulated
 */
export async function readParquet(file: Uint8Array, options: ParquetReadOptions = {}): Promise<FileTable> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length < 12 || bytes.toString('latin1', 0, 4) !== MAGIC || bytes.toString('latin1', bytes.length - 4) !== MAGIC) {
    throw new FileFault('Input file is not in Parquet format.');
  }
  return withDuckDb(async (session) => {
    await writeFile(session.file, file);
    try {
      return await readTable(session, options);
    } catch (error) {
      if (error instanceof FileFault || !(error instanceof Error)) throw error;
      throw new FileFault(`The Parquet file cannot be read: ${error.message.replaceAll(session.file, 'it').split('\n')[0]}`);
    }
  });
}

async function readTable({ connection, fileLiteral }: DuckDbSession, options: ParquetReadOptions): Promise<FileTable> {
  const nodes = await connection.runAndReadAll(`SELECT ${NODE_COLUMNS} FROM parquet_schema(${fileLiteral})`);
  const modes = await notedModes(connection, fileLiteral);
  const fields = parseParquetNodes(nodes.getRows()).children.map((node) => fieldOfNode(node, { options, modes }));
  const rows: Row[] = [];
  const result = await connection.stream(`SELECT * FROM read_parquet(${fileLiteral}, hive_partitioning = false)`);
  if (result.columnCount !== fields.length) throw new FileFault('The Parquet file has columns that cannot be told apart.');
  for await (const part of result.yieldRows()) {
    for (const values of part) rows.push(fields.map(({ convert }, position) => convert(values[position])));
  }
  return { schema: { fields: fields.map(({ field }) => field) }, rows };
}

async function notedModes(connection: DuckDbSession['connection'], fileLiteral: string): Promise<NotedModes> {
  const found = await connection.runAndReadAll(`SELECT decode(value) FROM parquet_kv_metadata(${fileLiteral}) WHERE decode(key) = '${MODES_KEY}'`);
  const text = found.getRows()[0]?.[0];
  try {
    return new Map(typeof text === 'string' ? (JSON.parse(text) as [string, string][]) : []);
  } catch {
    return new Map();
  }
}
