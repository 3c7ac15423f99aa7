import { duckdbType } from '../../types/duckdb-type';
import { argumentsOf, scalarsOf, template } from '../define';
import type { FunctionCall, FunctionDefinition } from '../function-definition';
import { raise } from '../sql-text';

const array = scalarsOf('Array');

/** NULL where any argument is; DuckDB would leave it out. */
function concat(call: FunctionCall): string {
  const values = argumentsOf(call);
  if (values.length === 1) return values[0] as string;
  const missing = values.map((value) => `${value} IS NULL`).join(' OR ');
  return `CASE WHEN ${missing} THEN NULL ELSE ${values.reduce((left, right) => `list_concat(${left}, ${right})`)} END`;
}

function atEdge(name: string, index: '1' | '-1'): (call: FunctionCall) => string {
  return (call) => {
    const [value = ''] = argumentsOf(call);
    const empty = raise(`'${name} cannot get the ${index === '1' ? 'first' : 'last'} element of an empty array'`, duckdbType(call.type));
    return `CASE WHEN len(${value}) = 0 THEN ${empty} ELSE ${value}[${index}] END`;
  };
}

/** Offsets from 0, from the end where they are negative, both inclusive; those beyond an edge are at the edge. */
function slice(call: FunctionCall): string {
  const [value = '', start = '', end = ''] = argumentsOf(call);
  const position = (offset: string): string => `CASE WHEN ${offset} < 0 THEN len(${value}) + ${offset} ELSE ${offset} END`;
  const first = `greatest(${position(start)}, 0) + 1`;
  const last = `(${position(end)}) + 1`;
  const outside = `${start} IS NULL OR ${end} IS NULL`;
  return `CASE WHEN ${outside} THEN NULL WHEN ${last} < 1 THEN list_slice(${value}, 1, 0) ELSE list_slice(${value}, ${first}, ${last}) END`;
}

function isDistinct(call: FunctionCall): string {
  const [value = ''] = argumentsOf(call);
  const nulls = `(len(${value}) - list_count(${value}))`;
  return `(len(list_distinct(${value})) + least(${nulls}, 1) = len(${value}))`;
}

const DISTINCT_ANY = 'CASE WHEN $1 IS NULL OR $2 IS NULL THEN NULL ELSE ';

/** Functions of whole arrays and of single elements. */
export const ELEMENT_FUNCTIONS: readonly FunctionDefinition[] = [
  array('ARRAY_LENGTH', { '(ARRAY<T>) -> INT64': template('CAST(len($1) AS BIGINT)') }),
  array('ARRAY_CONCAT', { '(ARRAY<T>...) -> ARRAY<T>': concat }),
  array('ARRAY_REVERSE', { '(ARRAY<T>) -> ARRAY<T>': template('list_reverse($1)') }),
  array('ARRAY_FIRST', { '(ARRAY<T>) -> T': atEdge('ARRAY_FIRST', '1') }),
  array('ARRAY_LAST', { '(ARRAY<T>) -> T': atEdge('ARRAY_LAST', '-1') }),
  array('ARRAY_SLICE', { '(ARRAY<T>, INT64, INT64) -> ARRAY<T>': slice }),
  array('ARRAY_IS_DISTINCT', { '(ARRAY<T>) -> BOOL': isDistinct }),
  array('ARRAY_INCLUDES_ANY', { '(ARRAY<T>, ARRAY<T>) -> BOOL': template(`${DISTINCT_ANY}list_has_any($1, $2) END`) }),
  array('ARRAY_INCLUDES_ALL', { '(ARRAY<T>, ARRAY<T>) -> BOOL': template(`${DISTINCT_ANY}list_has_all($1, $2) END`) }),
];
