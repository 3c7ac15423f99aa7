import type { FunctionDefinition, ScriptFunction } from '../function-definition';
import { ADD_FUNCTIONS } from './add-functions';
import { CONSTRUCTOR_FUNCTIONS } from './constructor-functions';
import { DIFFERENCE_FUNCTIONS } from './difference-functions';
import { INTERVAL_FUNCTIONS } from './interval-functions';
import { INTERVAL_SCRIPTS } from './interval-scripts';
import { TEMPORAL_SCRIPTS } from './script-functions';
import { SERIES_FUNCTIONS } from './series-functions';
import { TEXT_FUNCTIONS } from './text-functions';
import { TRUNCATE_FUNCTIONS } from './truncate-functions';

export { STRING_OF_TEMPORAL } from './text-functions';

export const TEMPORAL_FUNCTIONS: readonly FunctionDefinition[] = [
  ...CONSTRUCTOR_FUNCTIONS,
  ...ADD_FUNCTIONS,
  ...DIFFERENCE_FUNCTIONS,
  ...TRUNCATE_FUNCTIONS,
  ...TEXT_FUNCTIONS,
  ...SERIES_FUNCTIONS,
  ...INTERVAL_FUNCTIONS,
];

export const TEMPORAL_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [...TEMPORAL_SCRIPTS, ...INTERVAL_SCRIPTS];
