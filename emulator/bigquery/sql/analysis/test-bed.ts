import type { DuckDBConnection } from '@duckdb/node-api';
import { formatTable } from '../../../../src/core/table-ref';
import { registerScriptFunctions } from '../engine/register-script-functions';
import { SqlError } from '../sql-error';
import { parseQuery, parseScript } from '../syntax/parse';
import type { CreateFunction } from '../syntax/statement';
import { analyseQuery } from './analyse';
import type { AnalysisContext, Column, FoundTable, Variable } from './analysis-context';

let opened: Promise<DuckDBConnection> | undefined;

/** An empty database in memory that knows the script functions; the same for all tests. */
export function testConnection(): Promise<DuckDBConnection> {
  opened ??= open();
  return opened;
}

async function open(): Promise<DuckDBConnection> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  await connection.run("SET TimeZone = 'UTC'");
  await registerScriptFunctions(connection);
  return connection;
}

/** What a test's world has beside DuckDB. */
export interface TestWorld {
  /** By name in lower case: DuckDB SQL of a relation with columns c0, …, or the text of a view's query. */
  readonly tables?: ReadonlyMap<string, { readonly columns: readonly Column[]; readonly pseudoColumns?: readonly Column[]; readonly sql: string } | { readonly view: string }>;
  readonly parameters?: ReadonlyMap<string, Variable>;
  readonly variables?: ReadonlyMap<string, Variable>;
  /** CREATE TEMP FUNCTION statements. */
  readonly functions?: readonly string[];
}

/** The context of a test. */
export function testContext({ tables, parameters, variables, functions = [] }: TestWorld = {}): AnalysisContext {
  const known = new Map<string, CreateFunction>();
  for (const sql of functions) {
    const [statement] = parseScript(sql).statements;
    if (statement?.kind === 'create-function') known.set(statement.name.map(({ name }) => name.toLowerCase()).join('.'), statement);
  }
  const context: AnalysisContext = {
    findTable(path): FoundTable {
      const name = path.map((part) => part.name).join('.').toLowerCase();
      const ref = { projectId: 'p', datasetId: 'd', tableId: name };
      const found = tables?.get(name);
      if (!found) throw new SqlError(`Not found: Table ${formatTable(ref)} was not found in location US`, { at: path[0]?.at, reason: 'notFound' });
      if ('view' in found) return { kind: 'view', ref, query: parseQuery(found.view), context };
      return { kind: 'table', ref, columns: found.columns, pseudoColumns: found.pseudoColumns ?? [], sql: found.sql, references: [ref] };
    },
    findFunction: (path) => known.get(path.join('.').toLowerCase()),
    parameter({ name, index = 0, at }) {
      const found = parameters?.get(name?.toLowerCase() ?? String(index));
      if (!found) throw new SqlError(`Query parameter '${name ?? index}' not found`, { at });
      return found;
    },
    variable: (name) => variables?.get(name),
    systemVariable(path, at) {
      throw new SqlError(`Unrecognized name: @@${path.join('.')}`, { at });
    },
    nowMicros: 1_700_000_000_000_000n,
    timeZone: 'UTC',
    sessionUser: 'someone@example.com',
  };
  return context;
}

/** Runs a query and gives its rows, values as DuckDB's JSON form has them. @throws SqlError */
export async function runSql(sql: string, world?: TestWorld): Promise<unknown[][]> {
  const analysed = analyseQuery(parseQuery(sql), testContext(world));
  const connection = await testConnection();
  return (await connection.runAndReadAll(analysed.sql)).getRowsJson();
}

/** The SQL that a query becomes, and its columns. */
export function explainSql(sql: string, world?: TestWorld): ReturnType<typeof analyseQuery> {
  return analyseQuery(parseQuery(sql), testContext(world));
}
