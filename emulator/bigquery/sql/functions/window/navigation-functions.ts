import { SqlError } from '../../sql-error';
import { argumentSql, raiseSql } from '../aggregate/aggregate-sql';
import type { FunctionCall, FunctionDefinition } from '../function-definition';

function nulls(call: FunctionCall): string {
  return call.nulls === 'IGNORE' ? ' IGNORE NULLS' : '';
}

function edge(name: string): FunctionDefinition {
  return {
    name, group: 'Navigation', kind: 'window', clauses: { nulls: true }, over: { allowed: true, frame: true, orderBy: 'required' },
    signatures: [{ form: '(T) -> T', sql: (call) => `${name.toLowerCase()}(${argumentSql(call, 0)}${nulls(call)})${call.overSql}` }],
  };
}

/** A number that is known here is checked at once, a parameter's when rows are there. */
function numberAtLeast(call: FunctionCall, least: number, message: string): string {
  const number = call.arguments[1];
  if (number === undefined) return String(least);
  if (!number.literal) throw new SqlError(`Argument 2 to ${message.split(' ')[0] ?? ''} must be a literal or query parameter`, { at: number.at });
  if (number.literal.kind === 'null' || (number.literal.kind === 'int' && Number(number.literal.text) < least)) throw new SqlError(message.slice(message.indexOf(' ') + 1), { at: number.at });
  if (number.literal.kind === 'int') return number.sql;
  return `CASE WHEN ${number.sql} >= ${least} THEN ${number.sql} ELSE ${raiseSql(message.slice(message.indexOf(' ') + 1), 'BIGINT')} END`;
}

function nthValue(call: FunctionCall): string {
  const number = numberAtLeast(call, 1, 'NTH_VALUE The N value for the NthValue function must be positive');
  return `nth_value(${argumentSql(call, 0)}, ${number}${nulls(call)})${call.overSql}`;
}

function neighbour(name: 'LAG' | 'LEAD'): FunctionDefinition {
  const sql = (call: FunctionCall): string => {
    const offset = call.arguments[1] ? numberAtLeast(call, 0, `${name} The offset to the function ${name} must not be null or negative`) : '1';
    const otherwise = call.arguments[2] ? `, ${argumentSql(call, 2)}` : '';
    return `${name.toLowerCase()}(${argumentSql(call, 0)}, ${offset}${otherwise})${call.overSql}`;
  };
  return { name, group: 'Navigation', kind: 'window', over: { allowed: true, frame: false, orderBy: 'required' }, signatures: [{ form: '(T, INT64?, T?) -> T', sql }] };
}

/** Functions that take a value from another row of the window. */
export const NAVIGATION_FUNCTIONS: readonly FunctionDefinition[] = [
  edge('FIRST_VALUE'),
  edge('LAST_VALUE'),
  {
    name: 'NTH_VALUE', group: 'Navigation', kind: 'window', clauses: { nulls: true }, over: { allowed: true, frame: true, orderBy: 'required' },
    signatures: [{ form: '(T, INT64) -> T', sql: nthValue }],
  },
  neighbour('LAG'),
  neighbour('LEAD'),
];
