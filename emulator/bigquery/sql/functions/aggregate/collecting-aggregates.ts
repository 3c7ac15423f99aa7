import { SqlError } from '../../sql-error';
import { formatType } from '../../types/sql-type';
import type { FunctionCall, FunctionDefinition } from '../function-definition';
import { aggregateSql, argumentSql } from './aggregate-sql';

const CLAUSES = { distinct: true, orderBy: true, limit: true } as const;

/** A list, cut to the call's LIMIT. */
function listSql(call: FunctionCall, value: string, filter?: string): string {
  const list = aggregateSql(call, { name: 'list', arguments: [value], filter });
  return call.limit === undefined ? list : `(${list})[1:${call.limit}]`;
}

function arrayAgg(call: FunctionCall): string {
  const type = call.arguments[0]?.type;
  if (type?.kind === 'ARRAY') throw new SqlError(`The argument to ARRAY_AGG must not be an array type but was ${formatType(type)}`, { at: call.at });
  const value = argumentSql(call, 0);
  return listSql(call, value, call.nulls === 'IGNORE' ? `${value} IS NOT NULL` : undefined);
}

function arrayConcatAgg(call: FunctionCall): string {
  const value = argumentSql(call, 0);
  return `flatten(${listSql(call, value, `${value} IS NOT NULL`)})`;
}

/** DuckDB joins a list only with a constant; so does string_agg. Bytes go through it as hexadecimal digits. */
function stringAgg(binary: boolean): (call: FunctionCall) => string {
  return (call) => {
    const value = binary ? `hex(${argumentSql(call, 0)})` : argumentSql(call, 0);
    const delimiter = delimiterSql(call, binary);
    const joined =
      call.limit === undefined
        ? aggregateSql(call, { name: 'string_agg', arguments: [value, delimiter] })
        : `list_aggregate(${listSql(call, value, `${value} IS NOT NULL`)}, 'string_agg', ${delimiter})`;
    return binary ? `unhex(${joined})` : joined;
  };
}

function delimiterSql(call: FunctionCall, binary: boolean): string {
  const delimiter = call.arguments[1];
  if (delimiter === undefined) return binary ? "''" : "','";
  if (!delimiter.literal) throw new SqlError('Argument 2 to STRING_AGG must be a literal or query parameter', { at: delimiter.at });
  return binary ? `hex(${delimiter.sql})` : delimiter.sql;
}

/** Aggregates that put the rows' values together: ARRAY_AGG, ARRAY_CONCAT_AGG, STRING_AGG. */
export const COLLECTING_AGGREGATES: readonly FunctionDefinition[] = [
  {
    name: 'ARRAY_AGG', group: 'Aggregate', kind: 'aggregate', clauses: { ...CLAUSES, nulls: true }, over: { allowed: true },
    signatures: [{ form: '(T) -> ARRAY<T>', sql: arrayAgg }],
  },
  {
    name: 'ARRAY_CONCAT_AGG', group: 'Aggregate', kind: 'aggregate', clauses: { orderBy: true, limit: true }, over: { allowed: false },
    signatures: [{ form: '(ARRAY<T>) -> ARRAY<T>', sql: arrayConcatAgg }],
  },
  {
    name: 'STRING_AGG', group: 'Aggregate', kind: 'aggregate', clauses: CLAUSES, over: { allowed: true },
    signatures: [
      { form: '(STRING, STRING?) -> STRING', sql: stringAgg(false) },
      { form: '(BYTES, BYTES?) -> BYTES', sql: stringAgg(true) },
    ],
  },
];
