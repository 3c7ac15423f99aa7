import type { Row } from '../../data/row';
import type { Column } from '../analysis/analysis-context';
import { duckdbType } from '../types/duckdb-type';
import type { Duckdb } from './duckdb';
import { valueWriter } from './to-duckdb-value';

/** Rows that a statement may read. */
export interface RowSource {
  /** Another object where the rows are others: what was filled for it once serves again. */
  readonly key: object;
  readonly columns: readonly Column[];
  readonly rows: () => Iterable<Row>;
}

/** The rows of catalog tables in DuckDB, filled when a statement first reads them. */
export interface TableStore {
  /** What one statement reads stays until it ends. */
  begin(): TableReader;
}

export interface TableReader {
  /** The name of the DuckDB table with columns c0, c1, …; it is there after `fill`. */
  nameOf(source: RowSource): string;
  /** Fills what was named and is not there yet. @throws SqlError for values that SQL does not know here */
  fill(): Promise<void>;
  /** What no statement has read for a while is dropped where there is too much. */
  end(): Promise<void>;
}

interface Stored {
  readonly name: string;
  filled?: Promise<void>;
  rowCount: number;
  usedAt: number;
}

/** DuckDB's own batch. */
const CHUNK_ROWS = 2048;
/** How many tables stay, and how many rows in all, when nobody reads them. */
const MAX_TABLES = 200;
const MAX_ROWS = 5_000_000;

export function createTableStore(duckdb: Duckdb): TableStore {
  const stored = new Map<object, Stored>();
  let number = 0;
  let uses = 0;
  let readers = 0;
  /** One table is filled at a time, as all share a connection. */
  let last: Promise<void> = Promise.resolve();

  function entryOf(source: RowSource): Stored {
    const entry = stored.get(source.key) ?? { name: `r${++number}`, rowCount: 0, usedAt: 0 };
    entry.usedAt = ++uses;
    stored.set(source.key, entry);
    return entry;
  }

  function fillOnce(entry: Stored, source: RowSource): Promise<void> {
    entry.filled ??= (last = last.catch(() => undefined).then(() => fillTable(duckdb, entry, source))).catch(async (error: unknown) => {
      stored.delete(source.key);
      await duckdb.run(`DROP TABLE IF EXISTS ${entry.name}`);
      throw error;
    });
    return entry.filled;
  }

  async function tidy(): Promise<void> {
    let total = 0;
    for (const { rowCount } of stored.values()) total += rowCount;
    if (stored.size <= MAX_TABLES && total <= MAX_ROWS) return;
    for (const [key, { name, rowCount }] of [...stored].sort(([, a], [, b]) => a.usedAt - b.usedAt)) {
      if (readers > 0 || (stored.size <= MAX_TABLES && total <= MAX_ROWS)) return;
      stored.delete(key);
      total -= rowCount;
      await duckdb.run(`DROP TABLE IF EXISTS ${name}`);
    }
  }

  return {
    begin() {
      readers += 1;
      const named = new Map<Stored, RowSource>();
      return {
        nameOf(source) {
          const entry = entryOf(source);
          named.set(entry, source);
          return entry.name;
        },
        async fill() {
          for (const [entry, source] of named) await fillOnce(entry, source);
        },
        end() {
          readers -= 1;
          return tidy();
        },
      };
    },
  };
}

async function fillTable({ connection }: Duckdb, entry: Stored, { columns, rows }: RowSource): Promise<void> {
  const api = await import('@duckdb/node-api');
  await connection.run(`CREATE TABLE ${entry.name} (${columns.map(({ type }, n) => `c${n} ${duckdbType(type)}`).join(', ') || 'c0 BOOLEAN'})`);
  const appender = await connection.createAppender(entry.name);
  const types = columns.map((_, n) => appender.columnType(n));
  const writers = columns.map(({ type }) => valueWriter(type, api));
  for (const batch of batches(rows())) {
    const chunk = api.DuckDBDataChunk.create(types, batch.length);
    chunk.setColumns(writers.map((write, column) => batch.map((row) => write(row[column] ?? null))));
    appender.appendDataChunk(chunk);
    entry.rowCount += batch.length;
  }
  appender.closeSync();
}

function* batches(rows: Iterable<Row>): Iterable<Row[]> {
  let batch: Row[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < CHUNK_ROWS) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
