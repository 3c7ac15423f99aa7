import type { TableReference } from '../../../../src/core/table-ref';
import type { Clock } from '../../../../src/core/ports/clock';
import type { Row, Value } from '../../data/row';
import { analyseDml, analyseExpression, analyseQuery, type AnalysedQuery } from '../analysis/analyse';
import type { AnalysisContext, Column } from '../analysis/analysis-context';
import type { Expression, Query } from '../syntax/tree';
import type { Delete, Insert, Merge, Update } from '../syntax/statement';
import { INT64, STRING, type SqlType } from '../types/sql-type';
import type { Table } from '../../catalog';
import type { Duckdb } from './duckdb';
import { changeable, findTable, resolveTable } from './find-table';
import { columnsOf } from './field-type';
import { findRoutine } from './find-routine';
import type { StatementScope } from './statement-scope';
import type { TableReader, TableStore } from './table-store';
import { targetColumns } from './target-columns';

/** The result of a query. */
export interface QueryResult {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly references: readonly TableReference[];
}

/** What a DML statement makes of its target, not put in place yet. */
export type DmlResult = { readonly target: Table; readonly references: readonly TableReference[] } & (
  | { readonly kind: 'append'; readonly rows: readonly Row[] }
  /** Every row afterwards with what was done to it; `rid` is its place in the old table, null for a new one. */
  | { readonly kind: 'rewrite'; readonly rows: readonly { readonly row: Row; readonly action: string; readonly rid: number | null }[] }
);

/** Runs statements on DuckDB: names and types are looked up, the tables they read filled, and their rows read back. */
export interface Runner {
  /** Looks at a query without running it. @throws SqlError */
  analyse(query: Query, scope: StatementScope): Promise<AnalysedQuery>;
  /** @param wanted the columns that the result is to have, by position @throws SqlError */
  query(query: Query, scope: StatementScope, wanted?: readonly Column[]): Promise<QueryResult>;
  /** The value of an expression without FROM, and its type. @throws SqlError */
  evaluate(expression: Expression, scope: StatementScope, wanted?: SqlType): Promise<{ readonly type: SqlType; readonly value: Value }>;
  /** `count` rows of expressions without FROM as those types, each worked out for each row. @throws SqlError */
  repeat(expressions: readonly { readonly expression: Expression; readonly type: SqlType }[], count: number, scope: StatementScope): Promise<readonly Row[]>;
  /** @throws SqlError */
  dml(statement: Insert | Update | Delete | Merge, scope: StatementScope): Promise<DmlResult>;
  /** Looks at a DML statement without running it. @throws SqlError */
  analyseDml(statement: Insert | Update | Delete | Merge, scope: StatementScope): Promise<{ readonly target: Table; readonly references: readonly TableReference[] }>;
}

export function createRunner({ duckdb, store, clock }: { duckdb: Duckdb; store: TableStore; clock: Clock }): Runner {
  function contextOf(scope: StatementScope, reader: TableReader): AnalysisContext {
    const context: AnalysisContext = {
      findTable: (path) => findTable(path, scope.names, { reader, context }),
      findFunction: (path) => findRoutine(path, scope),
      parameter: scope.parameter,
      variable: scope.variable,
      systemVariable: scope.systemVariable,
      nowMicros: BigInt(clock.now().getTime()) * 1000n,
      timeZone: scope.timeZone,
      sessionUser: scope.sessionUser,
    };
    return context;
  }

  async function reading<T>(scope: StatementScope, work: (context: AnalysisContext, reader: TableReader) => Promise<T> | T): Promise<T> {
    const reader = store.begin();
    try {
      return await work(contextOf(scope, reader), reader);
    } finally {
      await reader.end();
    }
  }

  function openDml(statement: Insert | Update | Delete | Merge, scope: StatementScope, context: AnalysisContext) {
    const target = changeable(resolveTable(statement.table, scope.names), scope.names, statement.table[0]?.at);
    return { target, dml: analyseDml(statement, { ...context, targetColumns: targetColumns(target) }) };
  }

  return {
    analyse: (query, scope) => reading(scope, (context) => analyseQuery(query, context)),

    query: (query, scope, wanted) =>
      reading(scope, async (context, reader) => {
        const { sql, columns, references } = analyseQuery(query, context, wanted);
        await reader.fill();
        return { columns, references, rows: await duckdb.query(sql, columns.map(({ type }) => type), scope.signal) };
      }),

    evaluate: (expression, scope, wanted) =>
      reading(scope, async (context, reader) => {
        const { type, sql } = analyseExpression(expression, context, wanted);
        await reader.fill();
        const [row] = await duckdb.query(`SELECT ${sql}`, [type], scope.signal);
        return { type, value: row?.[0] ?? null };
      }),

    repeat: (expressions, count, scope) =>
      reading(scope, async (context, reader) => {
        const list = expressions.map(({ expression, type }) => analyseExpression(expression, context, type).sql);
        await reader.fill();
        return duckdb.query(`SELECT ${list.join(', ')} FROM range(${count})`, expressions.map(({ type }) => type), scope.signal);
      }),

    dml: (statement, scope) =>
      reading(scope, async (context, reader) => {
        const { target, dml } = openDml(statement, scope, context);
        await reader.fill();
        const types = columnsOf(target.resource.schema ?? { fields: [] }).map(({ type }) => type);
        const { references } = dml;
        if (dml.kind === 'insert') return { kind: 'append', target, references, rows: await duckdb.query(dml.sql, types, scope.signal) };
        const rows = await duckdb.query(dml.sql, [...types, STRING, INT64], scope.signal);
        const changes = rows.map((row) => {
          const rid = row[types.length + 1];
          return { row: row.slice(0, types.length), action: String(row[types.length]), rid: typeof rid === 'string' ? Number(rid) : null };
        });
        return { kind: 'rewrite', target, references, rows: changes };
      }),

    analyseDml: (statement, scope) =>
      reading(scope, (context) => {
        const { target, dml } = openDml(statement, scope, context);
        return { target, references: dml.references };
      }),
  };
}

