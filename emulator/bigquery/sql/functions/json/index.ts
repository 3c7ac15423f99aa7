import type { FunctionDefinition, ScriptFunction } from '../function-definition';
import { CHANGE_FUNCTIONS, CHANGE_SCRIPT_FUNCTIONS } from './change';
import { CONVERT_FUNCTIONS, CONVERT_SCRIPT_FUNCTIONS } from './convert';
import { EXTRACT_FUNCTIONS, EXTRACT_SCRIPT_FUNCTIONS } from './extract';


export const JSON_FUNCTIONS: readonly FunctionDefinition[] = [...EXTRACT_FUNCTIONS, ...CONVERT_FUNCTIONS, ...CHANGE_FUNCTIONS];

export const JSON_SCRIPT_FUNCTIONS: readonly ScriptFunction[] = [...EXTRACT_SCRIPT_FUNCTIONS, ...CONVERT_SCRIPT_FUNCTIONS, ...CHANGE_SCRIPT_FUNCTIONS];
