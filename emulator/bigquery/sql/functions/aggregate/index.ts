import type { FunctionDefinition, ScriptFunction } from '../function-definition';
import { APPROXIMATE_AGGREGATES } from './approximate-aggregates';
import { BASIC_AGGREGATES } from './basic-aggregates';
import { COLLECTING_AGGREGATES } from './collecting-aggregates';
import { STATISTICAL_AGGREGATES } from './statistical-aggregates';
import { SUM_AGGREGATES, SUM_SCRIPT_FUNCTIONS } from './sum-aggregates';

export const AGGREGATE_FUNCTIONS: readonly FunctionDefinition[] = [
  ...BASIC_AGGREGATES,
  ...SUM_AGGREGATES,
  ...COLLECTING_AGGREGATES,
  ...STATISTICAL_AGGREGATES,
  ...APPROXIMATE_AGGREGATES,
];

export const AGGREGATE_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = SUM_SCRIPT_FUNCTIONS;
