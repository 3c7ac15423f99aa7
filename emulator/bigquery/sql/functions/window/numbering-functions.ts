import { SqlError } from '../../sql-error';
import { argumentSql, raiseSql } from '../aggregate/aggregate-sql';
import type { FunctionCall, FunctionDefinition } from '../function-definition';

function ranking(name: string, result: 'INT64' | 'FLOAT64', orderBy: 'required' | 'optional'): FunctionDefinition {
  return {
    name, group: 'Numbering', kind: 'window', over: { allowed: true, frame: false, orderBy },
    signatures: [{ form: `() -> ${result}`, sql: (call) => `${name.toLowerCase()}()${call.overSql}` }],
  };
}

function ntile(call: FunctionCall): string {
  const buckets = call.arguments[0];
  if (buckets?.literal?.kind === 'int' && Number(buckets.literal.text) < 1) {
    throw new SqlError('The N value (number of buckets) for the NTILE function must be positive', { at: buckets.at });
  }
  const number = argumentSql(call, 0);
  const checked = `CASE WHEN ${number} > 0 THEN ${number} ELSE ${raiseSql('The N value (number of buckets) for the NTILE function must be positive', 'BIGINT')} END`;
  return `ntile(${buckets?.literal?.kind === 'int' ? number : checked})${call.overSql}`;
}

/** ROW_NUMBER, RANK and their kin. */
export const NUMBERING_FUNCTIONS: readonly FunctionDefinition[] = [
  ranking('ROW_NUMBER', 'INT64', 'optional'),
  ranking('RANK', 'INT64', 'required'),
  ranking('DENSE_RANK', 'INT64', 'required'),
  ranking('PERCENT_RANK', 'FLOAT64', 'required'),
  ranking('CUME_DIST', 'FLOAT64', 'required'),
  { name: 'NTILE', group: 'Numbering', kind: 'window', over: { allowed: true, frame: false, orderBy: 'required' }, signatures: [{ form: '(INT64) -> INT64', sql: ntile }] },
];
