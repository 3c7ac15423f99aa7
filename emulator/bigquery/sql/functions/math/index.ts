import { callOf, scalarsOf, script } from '../define';
import type { FunctionDefinition, ScriptFunction } from '../function-definition';
import { ARITHMETIC_FUNCTIONS, ARITHMETIC_SCRIPT_FUNCTIONS } from './arithmetic';
import { DECIMAL_SCRIPT_FUNCTIONS } from './decimal-functions';
import { ELEMENTARY_FUNCTIONS } from './elementary';
import { ROUNDING_FUNCTIONS, ROUNDING_SCRIPT_FUNCTIONS } from './rounding';

export const MATH_FUNCTIONS: readonly FunctionDefinition[] = [
  ...ARITHMETIC_FUNCTIONS,
  ...ELEMENTARY_FUNCTIONS,
  ...ROUNDING_FUNCTIONS,
  scalarsOf('Bit')('BIT_COUNT', { '(INT64) -> INT64': (call) => `CAST(bit_count(${call.arguments[0]?.sql}) AS BIGINT)`, '(BYTES) -> INT64': callOf('bq_bit_count') }),
];

export const MATH_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  ...ARITHMETIC_SCRIPT_FUNCTIONS,
  ...DECIMAL_SCRIPT_FUNCTIONS,
  ...ROUNDING_SCRIPT_FUNCTIONS,
  script('bit_count', 'BLOB -> BIGINT', (bytes: Uint8Array) => BigInt(bytes.reduce((count, byte) => count + byte.toString(2).replaceAll('0', '').length, 0))),
];
