import { AGGREGATE_FUNCTIONS } from './aggregate';
import { ARRAY_FUNCTIONS } from './array';
import { PARSE_NUMBER_FUNCTIONS } from './cast/parse-number';
import { CONDITIONAL_FUNCTIONS } from './conditional';
import { FORMAT_FUNCTIONS } from './format';
import type { FunctionDefinition } from './function-definition';
import { HASH_FUNCTIONS } from './hash';
import { JSON_FUNCTIONS } from './json';
import { MATH_FUNCTIONS } from './math';
import { NET_FUNCTIONS } from './net';
import { REGEXP_FUNCTIONS } from './regexp';
import { STRING_FUNCTIONS } from './string';
import { TEMPORAL_FUNCTIONS } from './temporal';
import { UTILITY_FUNCTIONS } from './utility';
import { WINDOW_FUNCTIONS } from './window';

/** Every function that the emulator has. */
export const FUNCTIONS: readonly FunctionDefinition[] = [
  ...STRING_FUNCTIONS,
  ...REGEXP_FUNCTIONS,
  ...MATH_FUNCTIONS,
  ...HASH_FUNCTIONS,
  ...PARSE_NUMBER_FUNCTIONS,
  ...FORMAT_FUNCTIONS,
  ...JSON_FUNCTIONS,
  ...NET_FUNCTIONS,
  ...CONDITIONAL_FUNCTIONS,
  ...UTILITY_FUNCTIONS,
  ...TEMPORAL_FUNCTIONS,
  ...ARRAY_FUNCTIONS,
  ...AGGREGATE_FUNCTIONS,
  ...WINDOW_FUNCTIONS,
];

const BY_NAME = new Map(FUNCTIONS.map((definition) => [definition.name, definition]));

/** The function of that name (any case, with its namespace), or `undefined` if the emulator has none. */
export function findFunction(name: string): FunctionDefinition | undefined {
  return BY_NAME.get(name.toUpperCase());
}
