import { argumentsOf, callOf, scalarsOf, template } from '../define';
import type { FunctionDefinition } from '../function-definition';

const scalar = scalarsOf('Conditional');

export const CONDITIONAL_FUNCTIONS: readonly FunctionDefinition[] = [
  scalar('IF', { '(BOOL, T, T) -> T': template('(CASE WHEN $1 THEN $2 ELSE $3 END)') }),
  scalar('IFNULL', { '(T, T) -> T': callOf('coalesce') }),
  scalar('COALESCE', { '(T...) -> T': (call) => `coalesce(${argumentsOf(call).join(', ')})` }),
  scalar('NULLIF', {
    '(T, T) -> T': (call) => {
      const [a, b] = argumentsOf(call);
      return call.type.kind === 'FLOAT64' ? `bq_nullif_float(${a}, ${b})` : `nullif(${a}, ${b})`;
    },
  }),
  scalar('NULLIFZERO', { '(INT64) -> INT64': template('nullif($1, 0)'), '(NUMERIC) -> NUMERIC': template('nullif($1, 0)'), '(BIGNUMERIC) -> BIGNUMERIC': template('nullif($1, 0)'), '(FLOAT64) -> FLOAT64': template('nullif($1, 0)') }),
  scalar('ZEROIFNULL', { '(INT64) -> INT64': template('coalesce($1, 0)'), '(NUMERIC) -> NUMERIC': template('coalesce($1, 0)'), '(BIGNUMERIC) -> BIGNUMERIC': template('coalesce($1, 0)'), '(FLOAT64) -> FLOAT64': template('coalesce($1, 0)') }),
];
