import type { FunctionDefinition, ScriptFunction } from '../function-definition';
import { ELEMENT_FUNCTIONS } from './element-functions';
import { GENERATE_ARRAY_FUNCTIONS, GENERATE_ARRAY_SCRIPTS } from './generate-array';
import { LAMBDA_FUNCTIONS } from './lambda-functions';
import { JOIN_FUNCTIONS, JOIN_SCRIPTS } from './join-functions';

export const ARRAY_FUNCTIONS: readonly FunctionDefinition[] = [...ELEMENT_FUNCTIONS, ...LAMBDA_FUNCTIONS, ...JOIN_FUNCTIONS, ...GENERATE_ARRAY_FUNCTIONS];

export const ARRAY_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [...JOIN_SCRIPTS, ...GENERATE_ARRAY_SCRIPTS];
