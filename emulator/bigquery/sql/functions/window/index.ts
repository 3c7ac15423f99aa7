import type { FunctionDefinition } from '../function-definition';
import { NAVIGATION_FUNCTIONS } from './navigation-functions';
import { NUMBERING_FUNCTIONS } from './numbering-functions';
import { PERCENTILE_FUNCTIONS } from './percentile-functions';

export const WINDOW_FUNCTIONS: readonly FunctionDefinition[] = [...NUMBERING_FUNCTIONS, ...NAVIGATION_FUNCTIONS, ...PERCENTILE_FUNCTIONS];
