import { OPERATOR_SCRIPT_FUNCTIONS } from '../analysis/expression/script-functions';
import { AGGREGATE_SCRIPT_FUNCTIONS } from './aggregate';
import { ARRAY_SCRIPT_FUNCTIONS } from './array';
import { CAST_SCRIPT_FUNCTIONS } from './cast/index';
import { FORMAT_SCRIPT_FUNCTIONS } from './format';
import type { ScriptFunction } from './function-definition';
import { HASH_SCRIPT_FUNCTIONS } from './hash';
import { JSON_SCRIPT_FUNCTIONS } from './json';
import { MATH_SCRIPT_FUNCTIONS } from './math';
import { NET_SCRIPT_FUNCTIONS } from './net';
import { REGEXP_SCRIPT_FUNCTIONS } from './regexp';
import { STRING_SCRIPT_FUNCTIONS } from './string';
import { TEMPORAL_SCRIPT_FUNCTIONS } from './temporal';
import { UTILITY_SCRIPT_FUNCTIONS } from './utility';

const CORE_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  {
    name: 'bq_raise',
    parameters: ['VARCHAR'],
    returns: 'VARCHAR',
    run: (message: string) => {
      throw new Error(message);
    },
  },
];

/** Every function that DuckDB must know before any analysed SQL runs. */
export const SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [
  ...CORE_SCRIPT_FUNCTIONS,
  ...STRING_SCRIPT_FUNCTIONS,
  ...REGEXP_SCRIPT_FUNCTIONS,
  ...MATH_SCRIPT_FUNCTIONS,
  ...HASH_SCRIPT_FUNCTIONS,
  ...UTILITY_SCRIPT_FUNCTIONS,
  ...FORMAT_SCRIPT_FUNCTIONS,
  ...JSON_SCRIPT_FUNCTIONS,
  ...NET_SCRIPT_FUNCTIONS,
  ...CAST_SCRIPT_FUNCTIONS,
  ...TEMPORAL_SCRIPT_FUNCTIONS,
  ...ARRAY_SCRIPT_FUNCTIONS,
  ...AGGREGATE_SCRIPT_FUNCTIONS,
  ...OPERATOR_SCRIPT_FUNCTIONS,
];
