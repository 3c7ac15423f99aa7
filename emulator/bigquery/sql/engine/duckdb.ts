import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { SqlType } from '../types/sql-type';
import type { Row } from '../../data/row';
import { valueReader } from './from-duckdb-value';
import { mapDuckdbError, stopped } from './map-error';
import { registerScriptFunctions } from './register-script-functions';

/** The DuckDB database that runs the SQL of an emulator. It reads no files and opens no network. */
export interface Duckdb {
  /**
   * Runs one statement of ours and gives the values of its columns as a table holds them.
   * @param columns what its columns are; each has exactly the DuckDB type that goes with it
   * @throws SqlError what failed in BigQuery's words, or that the signal stopped it
   */
  query(sql: string, columns: readonly SqlType[], signal?: AbortSignal): Promise<Row[]>;
  /** Runs a statement that has no result. @throws SqlError */
  run(sql: string): Promise<void>;
  /** A connection that stays, for filling tables. */
  readonly connection: DuckDBConnection;
  close(): void;
}

/** More than this is not kept for one result, as BigQuery has its maximum too. */
const MAX_RESULT_ROWS = 5_000_000;

/** One, so that the same statement gives its rows in the same order each time. */
const THREADS = '1';

/** Opens the database; loads DuckDB, which takes a moment and some 50 MB. */
export async function openDuckdb(): Promise<Duckdb> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', { threads: THREADS, memory_limit: '2GB', enable_external_access: 'false' });
  const connection = await instance.connect();
  await connection.run(`SET GLOBAL TimeZone = 'UTC'`);
  await registerScriptFunctions(connection);
  const idle: DuckDBConnection[] = [];

  async function withConnection<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const own = idle.pop() ?? (await connect(instance));
    try {
      return await work(own);
    } finally {
      idle.push(own);
    }
  }

  return {
    connection,
    query: (sql, columns, signal) => withConnection((own) => readAll(own, { sql, columns, signal })),
    run: (sql) =>
      withConnection(async (own) => {
        try {
          await own.run(sql);
        } catch (error) {
          throw mapDuckdbError(error, sql);
        }
      }),
    close() {
      for (const own of idle) own.closeSync();
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function connect(instance: DuckDBInstance): Promise<DuckDBConnection> {
  return instance.connect();
}

async function readAll(connection: DuckDBConnection, request: { sql: string; columns: readonly SqlType[]; signal?: AbortSignal }): Promise<Row[]> {
  const { sql, columns, signal } = request;
  if (signal?.aborted) throw stopped(signal);
  const stopInterrupting = interruptOn(signal, connection);
  try {
    const result = await connection.stream(sql);
    const readers = columns.map(valueReader);
    const rows: Row[] = [];
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      const values = readers.map((read, column) => chunk.getColumnValues(column).map(read));
      for (let row = 0; row < chunk.rowCount; row++) rows.push(values.map((column) => column[row] ?? null));
      if (rows.length > MAX_RESULT_ROWS) throw mapDuckdbError(new Error(`Out of Memory Error: the result has more than ${MAX_RESULT_ROWS} rows`), sql);
    }
    return rows;
  } catch (error) {
    if (signal?.aborted) throw stopped(signal);
    throw mapDuckdbError(error, sql);
  } finally {
    stopInterrupting();
  }
}

/** How often a statement is told to stop; one that has not begun yet does not hear of it. */
const INTERRUPT_MS = 20;

/** Interrupts what the connection runs from the signal on, until the function that this gives is called. */
function interruptOn(signal: AbortSignal | undefined, connection: DuckDBConnection): () => void {
  let timer: NodeJS.Timeout | undefined;
  const begin = (): void => {
    connection.interrupt();
    timer = setInterval(() => connection.interrupt(), INTERRUPT_MS);
  };
  signal?.addEventListener('abort', begin);
  return () => {
    signal?.removeEventListener('abort', begin);
    clearInterval(timer);
  };
}
