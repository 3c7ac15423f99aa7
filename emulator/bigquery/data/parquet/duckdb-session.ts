import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';

export type DuckDb = typeof import('@duckdb/node-api');

/** A database of its own and a file name that nothing else uses; both are gone when the work is done. */
export interface DuckDbSession {
  readonly duckdb: DuckDb;
  readonly connection: DuckDBConnection;
  readonly file: string;
  /** The file's name as a text of SQL. */
  readonly fileLiteral: string;
}

/** Does some work on a file with a short-lived DuckDB, which is loaded on the first call. */
export async function withDuckDb<T>(work: (session: DuckDbSession) => Promise<T>): Promise<T> {
  const duckdb = await import('@duckdb/node-api');
  const folder = await mkdtemp(path.join(tmpdir(), 'bq-dispatch-'));
  try {
    const instance = await duckdb.DuckDBInstance.create(':memory:', { threads: '1', autoinstall_known_extensions: 'false' });
    try {
      const connection = await instance.connect();
      try {
        const file = path.join(folder, 'file.parquet');
        return await work({ duckdb, connection, file, fileLiteral: `'${file.replaceAll("'", "''")}'` });
      } finally {
        connection.closeSync();
      }
    } finally {
      instance.closeSync();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
